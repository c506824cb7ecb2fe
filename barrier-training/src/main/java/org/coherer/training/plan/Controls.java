package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;

/**
 * How training is steered.
 *
 * @param schedule how the learning rate changes
 * @param clipping the clipping of gradients
 * @param stopping when training ends before the last epoch, and with which parameters
 */
public record Controls(Schedule schedule, Clipping clipping, Stopping stopping)
    implements Serializable {

  /** A constant learning rate, gradients as they are, all epochs. */
  public static final Controls NONE = new Controls(Schedule.CONSTANT, Clipping.NONE, Stopping.NONE);

  /** Checks that none is missing. */
  public Controls {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(clipping, "clipping");
    Objects.requireNonNull(stopping, "stopping");
  }
}
