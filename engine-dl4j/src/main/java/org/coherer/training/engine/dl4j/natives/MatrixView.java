package org.coherer.training.engine.dl4j.natives;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shows buffers as matrices, and keeps the last views: batches use a few buffers again and again,
 * and making a view costs as much as a small layer.
 */
public final class MatrixView {

  /** As many batches as take turns, and some more. */
  private static final int KEPT = 8;

  private final int width;
  private final FloatBuffer[] buffers = new FloatBuffer[KEPT];
  private final INDArray[] matrices = new INDArray[KEPT];
  private int next;

  public MatrixView(int width) {
    this.width = width;
  }

  /** Returns the first rows of a buffer, aliasing it. */
  @SuppressWarnings("ReferenceEquality") // the same memory is asked for, not equal numbers
  public INDArray of(FloatBuffer buffer, int rows) {
    int at = 0;
    while (at < KEPT && buffers[at] != buffer) {
      at++;
    }
    if (at == KEPT) {
      at = next;
      next = (next + 1) % KEPT;
      buffers[at] = buffer;
      matrices[at] = null;
    }
    if (matrices[at] == null || matrices[at].rows() != rows) {
      matrices[at] = NativeArrays.matrix(buffer, rows, width);
    }
    return matrices[at];
  }
}
