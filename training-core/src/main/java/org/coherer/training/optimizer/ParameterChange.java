package org.coherer.training.optimizer;

/**
 * What a step does to parameters, in this order: gradients are divided, clipped, and get their
 * regularization; the rule makes changes of them; weight decay is added; the changes are subtracted
 * from the parameters.
 *
 * @param divisor what gradients are divided by
 * @param clip gradients are limited to [-clip, clip], unless it is {@link #NO_CLIP}
 * @param l1 is added with the parameter's sign
 * @param l2 times the parameter is added
 * @param rule makes changes of gradients
 * @param weightDecay times the parameter is added to the change (decoupled: Loshchilov and Hutter,
 *     "Decoupled Weight Decay Regularization", 2019)
 */
public record ParameterChange(
    float divisor, float clip, float l1, float l2, UpdateRule rule, float weightDecay) {

  /** No limit. */
  public static final float NO_CLIP = Float.POSITIVE_INFINITY;
}
