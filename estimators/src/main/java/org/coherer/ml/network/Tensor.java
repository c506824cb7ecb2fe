package org.coherer.ml.network;

import java.util.List;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;

/**
 * What a layer makes of its inputs, in a network that branches and joins:
 *
 * <pre>{@code
 * Tensor image = Tensor.input("image", 28, 28, 1);
 * Tensor before = Layers.conv2d(16, 3).padding("same").on(image);
 * Tensor after = Layers.conv2d(16, 3).padding("same").on(before);
 * Tensor sum = Tensor.add(before, after);
 * }</pre>
 *
 * <p>Two tensors are the same if they are the same object.
 */
public final class Tensor {

  static final String MOST_NUMBERS = "its numbers must be at most " + Integer.MAX_VALUE;

  private final Layer<?> layer;
  private final List<Tensor> inputs;
  private final Shape sizes;

  private Tensor(Layer<?> layer, List<Tensor> inputs, Shape sizes) {
    this.layer = layer;
    this.inputs = inputs;
    this.sizes = sizes;
  }

  /**
   * Returns an input of a network.
   *
   * @param sizes those of a row: values; steps and values; or height, width and channels
   */
  public static Tensor input(String name, int... sizes) {
    return Layers.input(sizes).name(name).on();
  }

  /** Returns the sum of tensors of one shape. */
  public static Tensor add(Tensor... tensors) {
    return Layers.add().on(tensors);
  }

  /** Returns tensors one behind the other, in the last of their sizes. */
  public static Tensor concatenate(Tensor... tensors) {
    return Layers.concatenate().on(tensors);
  }

  /** Applies a layer. Without the shape of an input there is nothing to check. */
  static Tensor of(Layer<?> layer, List<Tensor> inputs) {
    if (inputs.stream().anyMatch(input -> input.sizes == null)) {
      return new Tensor(layer, inputs, null);
    }
    Tensor made = new Tensor(layer, inputs, layer.shape(inputs));
    Settings settings = layer.settings();
    if (made.sizes.length() > Integer.MAX_VALUE) {
      throw settings.invalid("output shape", made.sizes, MOST_NUMBERS);
    }
    if (made.trained() > Integer.MAX_VALUE) {
      throw settings.refused(
          inputs.get(0).sizes, "the weights of the layer must be at most " + Integer.MAX_VALUE);
    }
    return made;
  }

  /** Returns what the first layer of a network makes of an input whose shape is not known. */
  static Tensor open(Layer<?> layer) {
    return new Tensor(layer, List.of(), null);
  }

  /** Returns the sizes of a row; none if only data can tell. */
  public List<Integer> shape() {
    return sizes == null ? List.of() : sizes.sizes();
  }

  Shape sizes() {
    return sizes;
  }

  Layer<?> layer() {
    return layer;
  }

  List<Tensor> inputs() {
    return inputs;
  }

  /**
   * Returns whether a row has its numbers in Keras's order in any engine: an engine may have the
   * channels of an image, or the values of a sequence, in another place.
   */
  boolean isRow() {
    Tensor from = this;
    while (from.keepsOrder() || from.isFlatten()) {
      from = from.inputs.get(0);
    }
    return from.isInput()
        || from.layer instanceof Dense
        || from.layer.settings().kind().equals("Reshape");
  }

  /** Returns whether its numbers are in the places of those of its inputs. */
  boolean keepsOrder() {
    return layer instanceof Elementwise || layer instanceof BatchNormalization;
  }

  boolean isFlatten() {
    return layer.settings().kind().equals("Flatten");
  }

  boolean isInput() {
    return layer instanceof Input;
  }

  /** Returns the weights that training changes by gradients; 0 if only data can tell. */
  long trained() {
    return isBuilt() ? layer.trained(inputs.get(0).sizes) : 0;
  }

  /** Returns the weights beside those; 0 if only data can tell. */
  long untrained() {
    return isBuilt() ? layer.untrained(inputs.get(0).sizes) : 0;
  }

  private boolean isBuilt() {
    return sizes != null && !inputs.isEmpty();
  }

  @Override
  public String toString() {
    return "Tensor of shape " + (sizes == null ? "?" : sizes) + " of " + layer.settings().label();
  }
}
