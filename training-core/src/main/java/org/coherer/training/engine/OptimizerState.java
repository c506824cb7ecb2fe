package org.coherer.training.engine;

import java.io.Serializable;
import java.util.Objects;
import org.coherer.training.vector.PackedVector;

/**
 * The state of an optimizer and its position, for a training that resumes from there.
 *
 * @param values what {@link Optimizer#state} holds after the last step, of an optimizer that was
 *     not sharded; empty for one that keeps nothing
 * @param steps the steps that it has made, which the bias correction of Adam and a network's own
 *     schedules go by
 * @param epochs the epochs that it has completed
 */
public record OptimizerState(PackedVector values, long steps, int epochs) implements Serializable {

  /** The most steps or epochs: engines count in 32 bits, and training is to go on. */
  public static final int MAX_COUNT = 1 << 30;

  /** Checks the numbers. */
  public OptimizerState {
    Objects.requireNonNull(values, "values");
    check("steps", steps);
    check("epochs", epochs);
  }

  private static void check(String what, long count) {
    if (count < 0 || count > MAX_COUNT) {
      throw new IllegalArgumentException(
          "Invalid number of "
              + what
              + " "
              + count
              + " of an optimizer's state (must be in [0, "
              + MAX_COUNT
              + "])");
    }
  }
}
