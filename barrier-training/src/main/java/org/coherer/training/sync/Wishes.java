package org.coherer.training.sync;

/**
 * What a rank says along with the totals of its step, so that all ranks know it after the same
 * step.
 *
 * @param timeIsUp whether the run shall end with this step
 * @param checkpoint whether there shall be a checkpoint after it
 */
public record Wishes(boolean timeIsUp, boolean checkpoint) {

  /** Nothing is wished for. */
  public static final Wishes NONE = new Wishes(false, false);

  /** Returns what one of both wishes for. */
  public Wishes or(Wishes other) {
    return new Wishes(timeIsUp || other.timeIsUp, checkpoint || other.checkpoint);
  }
}
