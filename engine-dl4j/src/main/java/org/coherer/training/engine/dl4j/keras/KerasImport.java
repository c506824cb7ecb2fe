package org.coherer.training.engine.dl4j.keras;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * Imports networks that Keras has saved as HDF5: a {@code Sequential} or a functional {@code Model}
 * with one input of fixed shape and one output, each layer used once. Every setting is translated,
 * or has no effect, or is refused by name, as docs/keras.md lists them. Rows and outputs are in
 * Keras's order, images height x width x channels.
 */
public final class KerasImport {

  private final KerasModel model;
  private final KerasLosses losses;
  private final GraphParts parts;
  private final FlatLayers flat;
  private final ImageLayers images;
  private final SequenceLayers sequences;
  private final JoinLayers joins;
  private final Map<String, Tensor> tensors = new HashMap<>();

  private KerasImport(KerasFile file) throws KerasException {
    file.checkBackend();
    model = KerasModel.of(file.network());
    if (file.isOfKeras3()) {
      KerasActivations.checkOfKeras3(model.layers());
    }
    KerasTraining training = KerasTraining.of(file.training());
    losses = training.losses();
    parts = new GraphParts(model.input().vertex(), training.optimizer());
    flat = new FlatLayers(parts, file);
    images = new ImageLayers(parts, file, flat);
    sequences = new SequenceLayers(parts, file, flat);
    joins = new JoinLayers(parts);
    tensors.put(model.input().vertex(), model.input());
  }

  /**
   * Imports a network.
   *
   * @param file the bytes of an HDF5 file
   * @throws IOException if it is damaged, or holds something unsupported. The message says what
   */
  public static ImportedNetwork of(byte[] file) throws IOException {
    try {
      return new KerasImport(new KerasFile(file)).network();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // Errors, too: damaged files may claim depths and sizes of any kind.
      throw new IOException(
          "Cannot import the Keras network: the file is cut off or damaged, or not one of Keras 2"
              + " (save it by model.save('x.h5') with Keras 2)",
          e);
    }
  }

  private ImportedNetwork network() throws KerasException {
    for (KerasLayer layer : model.layers()) {
      List<Tensor> from = layer.inputs().stream().map(tensors::get).toList();
      tensors.put(layer.name(), layer(layer, from));
    }
    Tensor last = tensors.get(model.output());
    if (!hasLoss()) {
      String name = model.output() + "-loss";
      while (tensors.containsKey(name)) {
        name += "_";
      }
      last = flat.loss(name, last, new ActivationIdentity(), losses);
    }
    if (!last.isVector() || last.order() != null) {
      throw new KerasException(
          "its output has the shape "
              + Arrays.toString(last.shape())
              + " (must be one row of numbers, from a layer such as Dense)");
    }
    return parts.network(last.vertex());
  }

  private boolean hasLoss() throws KerasException {
    for (KerasLayer layer : model.layers()) {
      if (layer.name().equals(model.output())) {
        return layer.kind().equals("Dense") || KerasActivations.of(layer) != null;
      }
    }
    return false;
  }

  private Tensor layer(KerasLayer layer, List<Tensor> from) throws KerasException {
    if (from.size() != 1) {
      return joins.join(layer, from);
    }
    IActivation activation = KerasActivations.of(layer);
    if (activation != null) {
      return layer.name().equals(model.output())
          ? flat.loss(layer.name(), from.get(0), activation, losses)
          : flat.activation(layer, from.get(0), activation);
    }
    return layer(layer, from.get(0));
  }

  private Tensor layer(KerasLayer layer, Tensor from) throws KerasException {
    return switch (layer.kind()) {
      case "Dense" ->
          layer.name().equals(model.output())
              ? flat.output(layer, from, losses)
              : flat.dense(layer, from);
      case "Dropout" -> flat.dropout(layer, from);
      case "BatchNormalization" -> flat.normalization(layer, from.shaped());
      case "Flatten" -> ImageLayers.flatten(from);
      case "Reshape" -> reshape(layer, from);
      case "Conv2D" -> images.convolution(layer, from);
      case "MaxPooling2D" -> images.pooling(layer, from, PoolingType.MAX);
      case "AveragePooling2D" -> images.pooling(layer, from, PoolingType.AVG);
      case "GlobalMaxPooling2D" -> images.globalPooling(layer, from, PoolingType.MAX, true);
      case "GlobalAveragePooling2D" -> images.globalPooling(layer, from, PoolingType.AVG, true);
      case "GlobalMaxPooling1D" -> images.globalPooling(layer, from, PoolingType.MAX, false);
      case "GlobalAveragePooling1D" -> images.globalPooling(layer, from, PoolingType.AVG, false);
      case "Embedding" -> sequences.embedding(layer, from);
      case "LSTM" -> sequences.lstm(layer, from);
      default -> throw layer.refused("takes one input, where it must have more");
    };
  }

  private static Tensor reshape(KerasLayer layer, Tensor from) throws KerasException {
    JsonNode target = layer.settings().path("target_shape");
    layer.require(
        from.flat() && target.isArray() && target.size() >= 1 && target.size() <= 3,
        "target_shape",
        "must be one to three sizes, of the network's own input");
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
}
