package org.coherer.training.engine.dl4j.keras.layer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Converts tensors to the shapes that layers take. */
public final class Conversions {

  private Conversions() {}

  /** Returns a tensor converted for a layer of images. */
  static Tensor image(KerasLayer layer, Tensor from) throws KerasException {
    if (!from.isImage()) {
      throw layer.refused(
          "takes " + from.shape().length + " dimensions (must be height, width, channels)");
    }
    return from.shaped();
  }

  /** Returns a tensor converted for a layer of sequences. */
  static Tensor sequence(KerasLayer layer, Tensor from) throws KerasException {
    if (!from.isSequence()) {
      throw layer.refused("takes " + from.shape().length + " dimensions (must be steps x numbers)");
    }
    return from.shaped();
  }

  /** Flattens a tensor; the next layer performs the conversion. */
  public static Tensor flatten(Tensor from) {
    int[] length = {from.length()};
    if (from.flat() || from.isVector()) {
      return new Tensor(from.vertex(), length, from.flat(), from.order(), from.before());
    }
    int size = from.size();
    int places = from.length() / size;
    int[] order = new int[from.length()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i % places * size + i / places;
    }
    return new Tensor(
        from.vertex(),
        length,
        false,
        order,
        from.isImage()
            ? new CnnToFeedForwardPreProcessor(from.shape()[0], from.shape()[1], size)
            : new KerasFlattenRnnPreprocessor(size, places));
  }

  /** Gives the network's own input, or a vector, another shape. */
  public static Tensor reshape(KerasLayer layer, Tensor from) throws KerasException {
    JsonNode target = layer.settings().path("target_shape");
    layer.require(
        isRow(from) && target.isArray() && target.size() >= 1 && target.size() <= 3,
        "target_shape",
        "must be one to three sizes, of the network's own input or of a vector");
    int[] shape = IntStream.range(0, target.size()).map(i -> target.path(i).asInt()).toArray();
    long known =
        Arrays.stream(shape).filter(size -> size != -1).asLongStream().reduce(1, (a, b) -> a * b);
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] == -1 && known > 0) {
        shape[i] = (int) (from.length() / known);
        break;
      }
    }
    long length = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
    layer.require(
        Arrays.stream(shape).min().getAsInt() > 0 && length == from.length(),
        "target_shape",
        "must keep all numbers");
    return new Tensor(from.vertex(), shape, true, null, from.before());
  }

  /** Returns whether a row is one vector in the graph, with its numbers in Keras's order. */
  private static boolean isRow(Tensor from) {
    return from.flat() || (from.isVector() && from.order() == null && from.before() == null);
  }
}
