package org.coherer.training.barrier;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * A part of what rank 0 hands to the driver through Spark's shuffle: numbered, so that each travels
 * alone and no single task result is large.
 */
sealed interface ResultPart extends Serializable {

  /** The most floats in one part (64 MiB). */
  int FLOATS_PER_PART = 1 << 24;

  /** Returns the position among the parts; the driver fetches them in this order. */
  int index();

  /**
   * How the run ended; always part 0.
   *
   * @param history its epochs, or {@code null} if training had to stop
   * @param divergence why training had to stop, or {@code null} if it went to the end
   */
  record Ending(TrainingHistory history, String divergence) implements ResultPart {
    @Override
    public int index() {
      return 0;
    }
  }

  /**
   * Some of the parameters, little-endian.
   *
   * @param index from 1
   */
  @SuppressWarnings("ArrayRecordComponent") // a part is moved, never compared
  record Parameters(int index, byte[] bytes) implements ResultPart {}

  /** Returns the number of parts that so many parameters take, the ending included. */
  static int countFor(long parameters) {
    return Math.toIntExact((parameters + FLOATS_PER_PART - 1) / FLOATS_PER_PART) + 1;
  }

  /** Returns the parts of a run that went to the end. */
  static List<ResultPart> of(FlatVector parameters, TrainingHistory history) {
    List<ResultPart> parts = new ArrayList<>();
    parts.add(new Ending(history, null));
    int count = countFor(parameters.length());
    for (int index = 1; index < count; index++) {
      FlatVector slice = range(index, parameters.length()).of(parameters);
      ByteBuffer bytes =
          ByteBuffer.allocate((int) slice.length() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(slice.toArray());
      parts.add(new Parameters(index, bytes.array()));
    }
    return parts;
  }

  /** Writes some of the parameters to their place. */
  static void copyInto(FlatVector parameters, Parameters part) {
    float[] values = new float[part.bytes().length / Float.BYTES];
    ByteBuffer.wrap(part.bytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    range(part.index(), parameters.length()).of(parameters).copyFrom(FlatVector.of(values));
  }

  private static Chunk range(int index, long total) {
    long offset = (index - 1L) * FLOATS_PER_PART;
    return new Chunk(offset, Math.min(FLOATS_PER_PART, total - offset));
  }
}
