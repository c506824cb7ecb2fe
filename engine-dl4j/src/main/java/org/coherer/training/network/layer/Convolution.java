package org.coherer.training.network.layer;

import org.coherer.training.network.Layer;
import org.coherer.training.network.Parameter;
import org.coherer.training.network.Shape;
import org.coherer.training.network.function.Activation;
import org.coherer.training.network.function.BiasedChannels;
import org.coherer.training.network.memory.Matrix;
import org.coherer.training.network.memory.Memory;

/**
 * A convolution of images or sequences: function(kernel * x + bias), strictly a cross-correlation.
 */
public final class Convolution implements Layer {

  /** The memory layout of the kernels. */
  public enum Order {
    /** [filters][channels][kernel height][kernel width]. */
    FILTERS_FIRST,
    /** [kernel height][kernel width][channels][filters]. */
    FILTERS_LAST
  }

  private final int channels;
  private final Window window;
  private final Shape output;
  private final Parameter kernels;
  private final Order order;
  private final BiasedChannels after;
  private final Matrix x = new Matrix();
  private final Matrix w = new Matrix();
  private final Matrix y = new Matrix();
  private Patches patches;

  /**
   * Creates the layer.
   *
   * @param channels the channels of the input
   * @param filters the channels of the output
   * @param bias one per filter, or null
   */
  public Convolution(
      int channels,
      int filters,
      Window window,
      Parameter kernels,
      Order order,
      Parameter bias,
      Activation function) {
    this.channels = channels;
    this.window = window;
    this.output = Shape.channels(filters, window.vertical().out(), window.horizontal().out());
    this.kernels = kernels;
    this.order = order;
    this.after = new BiasedChannels(filters, bias, function);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void reserve(int rows, boolean training) {
    close();
    if (!window.isPointwise()) {
      patches = new Patches(channels, window, order == Order.FILTERS_FIRST, rows);
    }
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    if (patches == null) {
      places(values, rows, 0, rows).setProduct(weights(), pixels(inputs[0], rows));
    } else {
      for (int first = 0; first < rows; first += patches.most()) {
        int count = Math.min(patches.most(), rows - first);
        patches.gather(inputs[0], rows, first, count);
        places(values, rows, first, count).setProduct(weights(), seen(count));
      }
    }
    after.apply(values, rows * window.out());
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    after.differentiate(values, gradient, rows * window.out());
    if (patches == null) {
      weightGradients(places(gradient, rows, 0, rows), pixels(inputs[0], rows), false);
      if (inputGradients[0] != null) {
        pixels(inputGradients[0], rows)
            .setProduct(weightsTransposed(), places(gradient, rows, 0, rows));
      }
      return;
    }
    for (int first = 0; first < rows; first += patches.most()) {
      int count = Math.min(patches.most(), rows - first);
      patches.gather(inputs[0], rows, first, count);
      weightGradients(places(gradient, rows, first, count), seen(count), first > 0);
      if (inputGradients[0] != null) {
        seen(count).setProduct(weightsTransposed(), places(gradient, rows, first, count));
        patches.scatter(inputGradients[0], rows, first, count);
      }
    }
  }

  private void weightGradients(Matrix gradient, Matrix seen, boolean added) {
    boolean filtersFirst = order == Order.FILTERS_FIRST;
    Matrix left = filtersFirst ? gradient : seen;
    Matrix right = filtersFirst ? seen.transposed() : gradient.transposed();
    if (added) {
      kernels(kernels.gradients()).addProduct(left, right);
    } else {
      kernels(kernels.gradients()).setProduct(left, right);
    }
  }

  /** Returns the weights in their memory layout. */
  private Matrix kernels(Memory memory) {
    int weightsOfFilter = channels * window.kernel();
    return order == Order.FILTERS_FIRST
        ? w.at(memory, 0, output.size(), weightsOfFilter)
        : w.at(memory, 0, weightsOfFilter, output.size());
  }

  /** Returns the weights as a matrix with one row per filter. */
  private Matrix weights() {
    Matrix found = kernels(kernels.values());
    return order == Order.FILTERS_FIRST ? found : found.transposed();
  }

  /** Returns the weights as a matrix with one column per filter. */
  private Matrix weightsTransposed() {
    Matrix found = kernels(kernels.values());
    return order == Order.FILTERS_FIRST ? found.transposed() : found;
  }

  private Matrix seen(int images) {
    return x.at(patches.memory(), 0, channels * window.kernel(), images * window.out());
  }

  private Matrix pixels(Memory memory, int rows) {
    return x.at(memory, 0, channels, rows * window.in());
  }

  private Matrix places(Memory memory, int rows, int first, int count) {
    return y.at(
        memory, first * window.out(), output.size(), count * window.out(), rows * window.out());
  }

  @Override
  public void close() {
    if (patches != null) {
      patches.close();
      patches = null;
    }
  }
}
