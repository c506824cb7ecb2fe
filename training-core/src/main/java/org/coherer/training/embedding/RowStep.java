package org.coherer.training.embedding;

/**
 * What a push depends on beside its gradients.
 *
 * @param divisor the gradients are sums, weighted; they are divided by this first, such as the
 *     weight of the batch
 * @param rateFactor multiplies the learning rate of the table's optimizer: the schedule's factor
 * @param step when the push is, for the age of rows: a number that never falls, of whatever is
 *     counted (steps, epochs, hours), below 2^31
 */
public record RowStep(float divisor, float rateFactor, long step) {

  /** Checks the numbers. */
  public RowStep {
    Checks.positive("divisor of the gradients", divisor);
    Checks.notNegative("factor of the learning rate", rateFactor);
    Checks.within("step", step, 0, Integer.MAX_VALUE);
  }
}
