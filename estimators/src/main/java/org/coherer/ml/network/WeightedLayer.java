package org.coherer.ml.network;

import org.coherer.ml.network.setting.Known;
import org.coherer.ml.network.setting.Settings;

/**
 * A layer with a kernel, a bias and an activation.
 *
 * @param <L> the type of the layer
 */
public abstract sealed class WeightedLayer<L extends WeightedLayer<L>> extends Layer<L>
    permits Dense, Convolution {

  WeightedLayer(Settings settings) {
    super(settings);
  }

  /** Adds the settings of all such layers, as Keras has them by default. */
  static Settings defaults(Settings settings) {
    return settings
        .with("activation", "linear")
        .with("use_bias", true)
        .with("kernel_initializer", Known.initializer("glorot_uniform"))
        .with("bias_initializer", Known.initializer("zeros"))
        .with("kernel_regularizer", null)
        .with("bias_regularizer", null);
  }

  /**
   * Sets the activation function, {@code linear} by default.
   *
   * @throws IllegalArgumentException if it is unknown. The message lists those that are known
   */
  public L activation(String name) {
    return with(settings().withOneOf("activation", name, Known.ACTIVATIONS));
  }

  /** Sets whether it has a bias, {@code true} by default. */
  public L useBias(boolean use) {
    return with(settings().with("use_bias", use));
  }

  /**
   * Sets how the kernel is drawn, {@code glorot_uniform} by default.
   *
   * @throws IllegalArgumentException if it is unknown. The message lists those that are known
   */
  public L kernelInitializer(String name) {
    return with(Known.withInitializer(settings(), "kernel_initializer", name));
  }

  /** Sets the penalty on the kernel, none by default. */
  public L kernelRegularizer(Regularizer penalty) {
    return with(settings().with("kernel_regularizer", penalty.json()));
  }

  /** Sets the penalty on the bias, none by default. */
  public L biasRegularizer(Regularizer penalty) {
    return with(settings().with("bias_regularizer", penalty.json()));
  }

  /** Returns the number of weights of a kernel and of the bias, if there is one. */
  long withBias(long kernel, int bias) {
    long added = settings().is("use_bias") ? bias : 0;
    return kernel > Long.MAX_VALUE - added ? Long.MAX_VALUE : kernel + added;
  }
}
