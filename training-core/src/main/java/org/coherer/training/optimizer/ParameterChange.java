package org.coherer.training.optimizer;

/**
 * One optimizer step, in this order: divide the gradients, clip them, add the regularization, turn
 * them into updates by the rule, add weight decay, and subtract the updates from the parameters.
 *
 * @param divisor the divisor of the gradients
 * @param clip gradients are clipped to [-clip, clip], unless it is {@link #NO_CLIP}
 * @param l1 the L1 regularization, which is added with the parameter's sign
 * @param l2 the L2 regularization; the parameter times this is added
 * @param rule turns gradients into updates
 * @param weightDecay the parameter times this is added to the update (decoupled: Loshchilov and
 *     Hutter, "Decoupled Weight Decay Regularization", 2019)
 */
public record ParameterChange(
    float divisor, float clip, float l1, float l2, UpdateRule rule, float weightDecay) {

  /** No gradient clipping. */
  public static final float NO_CLIP = Float.POSITIVE_INFINITY;
}
