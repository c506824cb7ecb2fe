package org.coherer.ml.network;

import java.util.List;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;

/**
 * A layer with its settings: a value, which {@link Layers} makes and whose methods return changed
 * ones. Settings have Keras's names and defaults. A wrong one is refused where it is set, and a
 * wrong input where the layer is applied to it.
 *
 * @param <L> the type of the layer
 */
public abstract sealed class Layer<L extends Layer<L>>
    permits Input,
        WeightedLayer,
        DepthwiseConvolution,
        Pooling,
        GlobalPooling,
        Elementwise,
        Reshaping,
        Resizing,
        BatchNormalization,
        Recurrent,
        Bidirectional,
        Embedding,
        Merge {

  private final Settings settings;

  Layer(Settings settings) {
    this.settings = settings;
  }

  /**
   * Names the layer. Without a name it gets one as Keras gives it: {@code dense}, {@code dense_1}.
   *
   * @throws IllegalArgumentException if the name is blank or has a slash
   */
  public L name(String name) {
    return with(settings.named(name));
  }

  /**
   * Applies the layer. A layer is a value: applied twice, it becomes two layers with weights of
   * their own.
   *
   * @throws IllegalArgumentException if it cannot take that. The message says why, and what to do
   */
  public Tensor on(Tensor... inputs) {
    return Tensor.of(this, List.of(inputs));
  }

  Settings settings() {
    return settings;
  }

  /** Returns a layer of the same kind with other settings. */
  abstract L with(Settings changed);

  /**
   * Returns the shape of what it makes of an input; where it changes numbers alone, it is the same.
   *
   * @throws IllegalArgumentException if it cannot take that
   */
  Shape shape(Shape from) {
    return from;
  }

  /** Returns the shape of what it makes of inputs, of which most layers take one. */
  Shape shape(List<Tensor> from) {
    if (from.size() != 1) {
      throw new IllegalArgumentException(
          "Invalid " + from.size() + " inputs of " + settings.label() + " (must be one)");
    }
    return shape(from.get(0).sizes());
  }

  /** Returns the number of weights that training changes by gradients. */
  long trained(Shape from) {
    return 0;
  }

  /** Returns the number of weights that it has beside those. */
  long untrained(Shape from) {
    return 0;
  }
}
