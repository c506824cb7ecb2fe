package org.coherer.training.job;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.coherer.training.vector.FlatVector;

/**
 * A part of what the ranks hand to the driver through Spark's shuffle, so that no single task
 * result is large. It travels as {@link org.coherer.training.trainer.JavaBytes}.
 */
sealed interface ResultPart extends Serializable {

  /**
   * Some of the bytes of a {@link RunEnding}.
   *
   * @param number how many pieces come before them
   */
  @SuppressWarnings("ArrayRecordComponent") // a part is moved, never compared
  record EndingPiece(int number, byte[] bytes) implements ResultPart {}

  /**
   * Some of the result's numbers, little-endian. They are counted as one vector, the parameters
   * first and then the optimizer's state.
   *
   * @param offset how many come before them
   */
  @SuppressWarnings("ArrayRecordComponent") // a part is moved, never compared
  record Values(long offset, byte[] bytes) implements ResultPart {

    /** Writes them to their place. */
    void copyInto(FlatVector result) {
      float[] values = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      result.slice(offset, values.length).copyFrom(FlatVector.of(values));
    }
  }
}
