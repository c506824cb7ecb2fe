package org.coherer.training.engine.dl4j.translation;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.network.Frozen;
import org.coherer.training.network.Layer;
import org.coherer.training.network.Loss;
import org.coherer.training.network.Network;
import org.coherer.training.network.Passing;
import org.coherer.training.network.Shape;
import org.coherer.training.network.layer.Relayout;
import org.coherer.training.network.layer.RowSplit;

/**
 * A network in the making. Its outputs have numbers of their own, since some are the same memory
 * seen in another shape.
 */
final class NetworkParts {

  /**
   * An output.
   *
   * @param number the number that the builder has for it
   * @param sequence whether it is one of steps, in whichever layout
   * @param trained whether it depends on parameters that are trained
   * @param differentiated whether it depends on inputs that have gradients
   */
  private record Part(
      int number, Shape shape, boolean sequence, boolean trained, boolean differentiated) {}

  private final Network.Builder builder;
  private final List<Part> parts = new ArrayList<>();
  private boolean freezing;
  private boolean stopped;

  NetworkParts(Shape input) {
    builder = new Network.Builder(input);
    parts.add(new Part(0, input, false, false, false));
  }

  /** Returns the shape of an output. */
  Shape shape(int part) {
    return parts.get(part).shape();
  }

  /** Returns whether an output is one of steps. */
  boolean isSequence(int part) {
    return parts.get(part).sequence();
  }

  /** Returns whether an output depends on parameters that are trained. */
  boolean isTrained(int part) {
    return parts.get(part).trained();
  }

  /** Has the last columns of an input have gradients. Called before any layer takes it. */
  void differentiate(int part, int columns) {
    Part input = parts.get(part);
    builder.differentiate(input.number(), columns);
    parts.set(part, new Part(input.number(), input.shape(), false, false, true));
  }

  /** Returns whether some layer is frozen that cannot pass on gradients, which inputs want. */
  boolean isStopped() {
    return stopped;
  }

  /** Has the layers that are added from now on be frozen, or not. */
  void freeze(boolean newFreezing) {
    freezing = newFreezing;
  }

  /**
   * Adds a layer.
   *
   * @param key told when its gradients are final; null for a layer without parameters
   */
  int add(String key, Layer layer, int... from) {
    int[] numbers = new int[from.length];
    boolean sequence = layer.output().layout() == Shape.Layout.STEPS;
    for (int i = 0; i < from.length; i++) {
      numbers[i] = parts.get(from[i]).number();
      sequence |= isSequence(from[i]) && layer.output().layout() == Shape.Layout.CHANNELS;
    }
    boolean trained = key != null && !freezing;
    boolean differentiated = false;
    for (int each : from) {
      trained |= parts.get(each).trained();
      differentiated |= parts.get(each).differentiated();
    }
    stopped |= freezing && differentiated && !(layer instanceof Passing);
    int number =
        freezing ? builder.add(null, new Frozen(layer), numbers) : builder.add(key, layer, numbers);
    parts.add(new Part(number, layer.output(), sequence, trained, differentiated));
    return parts.size() - 1;
  }

  /** Checks how many numbers or channels a layer is given. */
  void requireSize(String key, long size, int from) throws UntranslatableException {
    if (shape(from).size() != size) {
      throw new UntranslatableException(
          key, "takes " + size + " inputs and is given " + shape(from).size());
    }
  }

  /** Returns a vector as images. */
  int images(String key, int from, Shape channels) throws UntranslatableException {
    if (!shape(from).equals(Shape.vector(channels.length()))) {
      throw new UntranslatableException(key, "makes images of other than vectors of their length");
    }
    return channels.size() == 1
        ? seenAs(from, channels)
        : add(null, Relayout.images(channels), from);
  }

  /** Returns a vector whose numbers lie pixel by pixel, or step by step, as images or steps. */
  int split(String key, int from, Shape shape) throws UntranslatableException {
    if (!shape(from).equals(Shape.vector(shape.length()))) {
      throw new UntranslatableException(key, "splits other than vectors of their length");
    }
    return add(null, new RowSplit(shape), from);
  }

  /** Returns images as a vector. */
  int flat(String key, int from) throws UntranslatableException {
    Shape shape = shape(from);
    if (shape.layout() == Shape.Layout.VECTORS) {
      return from;
    }
    if (isSequence(from)) {
      throw new UntranslatableException(key, "makes one vector of a sequence");
    }
    return shape.size() == 1
        ? seenAs(from, Shape.vector(shape.length()))
        : add(null, Relayout.flatten(shape), from);
  }

  private int seenAs(int from, Shape shape) {
    Part part = parts.get(from);
    parts.add(new Part(part.number(), shape, false, part.trained(), part.differentiated()));
    return parts.size() - 1;
  }

  /** Returns an output in another layout. */
  int in(String key, Shape.Layout layout, int from) throws UntranslatableException {
    Shape shape = shape(from);
    if (shape.layout() == layout) {
      return from;
    }
    if (isSequence(from)) {
      if (layout == Shape.Layout.CHANNELS) {
        return add(null, Relayout.channelsOfSteps(shape), from);
      }
      if (layout == Shape.Layout.STEPS) {
        return add(null, Relayout.stepsOfChannels(shape), from);
      }
    }
    throw new UntranslatableException(key, "takes " + layout + " and is given " + shape.layout());
  }

  /** Returns the network, with the last layer's output. */
  Network network(Loss loss) {
    return builder.build(loss);
  }
}
