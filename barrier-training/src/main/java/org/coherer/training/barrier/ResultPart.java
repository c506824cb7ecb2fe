package org.coherer.training.barrier;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.loop.OptimizerPosition;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * A part of what the ranks hand to the driver through Spark's shuffle: numbered, so that each
 * travels alone and no single task result is large.
 */
sealed interface ResultPart extends Serializable {

  /** The most floats in one part (64 MiB). */
  int FLOATS_PER_PART = 1 << 24;

  /** Returns the partition in which it travels; the driver fetches one after the other. */
  int index();

  /**
   * How the run ended; of rank 0 alone.
   *
   * @param history its epochs, or {@code null} if training had to stop
   * @param position how far the optimizer had got, or {@code null} if training had to stop
   * @param divergence why training had to stop, or {@code null} if it went to the end
   */
  record Ending(TrainingHistory history, OptimizerPosition position, String divergence)
      implements ResultPart {

    /** Returns that of a run that had to stop. */
    static Ending diverged(String why) {
      return new Ending(null, null, why);
    }

    @Override
    public int index() {
      return 0;
    }
  }

  /**
   * Some of the result's numbers, little-endian. They are counted as one vector, the parameters
   * first and then the optimizer's state.
   *
   * @param offset how many come before them
   */
  @SuppressWarnings("ArrayRecordComponent") // a part is moved, never compared
  record Values(long offset, byte[] bytes) implements ResultPart {

    @Override
    public int index() {
      return (int) (offset / FLOATS_PER_PART);
    }

    /** Writes them to their place. */
    void copyInto(FlatVector result) {
      float[] values = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      result.slice(offset, values.length).copyFrom(FlatVector.of(values));
    }
  }

  /** Returns the number of partitions that so many numbers take; the ending is in the first. */
  static int partitionsFor(long numbers) {
    return Math.max(1, Math.toIntExact((numbers + FLOATS_PER_PART - 1) / FLOATS_PER_PART));
  }

  /** Returns the parts for some of the numbers, which lie behind so many others. */
  static List<ResultPart> of(FlatVector numbers, long offset) {
    List<ResultPart> parts = new ArrayList<>();
    for (long at = 0; at < numbers.length(); at += FLOATS_PER_PART) {
      FlatVector slice =
          new Chunk(at, Math.min(FLOATS_PER_PART, numbers.length() - at)).of(numbers);
      ByteBuffer bytes =
          ByteBuffer.allocate((int) slice.length() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(slice.toArray());
      parts.add(new Values(offset + at, bytes.array()));
    }
    return parts;
  }
}
