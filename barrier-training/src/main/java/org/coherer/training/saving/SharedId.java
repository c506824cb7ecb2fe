package org.coherer.training.saving;

import java.util.Optional;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.CheckpointPosition;
import org.coherer.training.sync.DoubleAllReduce;

/** Tells all ranks which checkpoint rank 0 has found. */
record SharedId(DoubleAllReduce sums) {

  private static final int HALF = Integer.SIZE;

  /** Returns that of rank 0; what other ranks hand in does not count. */
  Optional<CheckpointId> from0(Optional<CheckpointId> own) {
    double[] numbers = own.map(SharedId::numbers).orElse(new double[6]);
    double[] first = sums.gather(numbers)[0];
    return first[0] == 0 ? Optional.empty() : Optional.of(id(first));
  }

  /** A double holds an integer of 53 bits; a token has 64. */
  private static double[] numbers(CheckpointId id) {
    return new double[] {
      1,
      id.position().epochs(),
      id.position().steps(),
      id.run() >> HALF,
      id.run() & 0xFFFFFFFFL,
      id.attempt()
    };
  }

  private static CheckpointId id(double[] numbers) {
    long run = ((long) numbers[3] << HALF) | (long) numbers[4];
    return new CheckpointId(
        new CheckpointPosition((int) numbers[1], (long) numbers[2]), run, (int) numbers[5]);
  }
}
