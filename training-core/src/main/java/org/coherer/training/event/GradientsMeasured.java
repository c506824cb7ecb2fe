package org.coherer.training.event;

/**
 * How large the gradients were at the last step of an epoch of synchronous training.
 *
 * @param epoch counted from 1
 * @param step the step within the epoch, counted from 1
 * @param norm the Euclidean norm of the mean gradient over the global batch, before it is clipped
 *     and without regularization terms
 */
public record GradientsMeasured(int epoch, long step, double norm) implements TrainingEvent {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.gradientsMeasured(this);
  }
}
