package org.coherer.training.engine.dl4j;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shows one buffer after the other as a matrix, and keeps the last view: batches use the same
 * buffers again, and making a view costs as much as a small layer.
 */
final class MatrixView {

  private final int width;
  private FloatBuffer buffer;
  private INDArray matrix;

  MatrixView(int width) {
    this.width = width;
  }

  /** Returns the first rows of a buffer, aliasing it. */
  @SuppressWarnings("ReferenceEquality") // the same memory is asked for, not equal numbers
  INDArray of(FloatBuffer newBuffer, int rows) {
    if (newBuffer != buffer || matrix.rows() != rows) {
      matrix = NativeArrays.matrix(newBuffer, rows, width);
      buffer = newBuffer;
    }
    return matrix;
  }
}
