package org.coherer.training.engine.dl4j.keras;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * Imports networks of Keras 2.
 *
 * <table>
 * <caption>What is imported</caption>
 * <tr><th>of Keras</th><th>how</th></tr>
 * <tr><td>Sequential, functional Model</td><td>one input of fixed shape, one output, each layer used
 * once</td></tr>
 * <tr><td>Dense, Conv2D, MaxPooling2D, AveragePooling2D, Global{Max,Average}Pooling{1D,2D}, Flatten,
 * Reshape (of the input), Dropout, BatchNormalization, Embedding, LSTM, Activation, ReLU, LeakyReLU,
 * ELU, Softmax, Add, Concatenate</td><td>outputs are Keras's</td></tr>
 * <tr><td>other layers</td><td>refused by name</td></tr>
 * <tr><td>the order of inputs and outputs</td><td>Keras's: height x width x channels</td></tr>
 * <tr><td>the loss</td><td>see {@link KerasLosses}</td></tr>
 * <tr><td>the optimizer, regularizers, constraints, trainable</td><td>ignored: the optimizer is Adam with a learning rate of 0.001, and every layer is trainable</td></tr>
 * </table>
 */
public final class KerasImport {

  private static final String KINDS =
      "Dense, Conv2D, MaxPooling2D, AveragePooling2D, GlobalMaxPooling1D, GlobalMaxPooling2D,"
          + " GlobalAveragePooling1D, GlobalAveragePooling2D, Flatten, Reshape, Dropout,"
          + " BatchNormalization, Embedding, LSTM, Activation, ReLU, LeakyReLU, ELU, Softmax, Add,"
          + " Concatenate";

  private final KerasModel model;
  private final String loss;
  private final GraphParts parts;
  private final FlatLayers flat;
  private final ImageLayers images;
  private final SequenceLayers sequences;
  private final Map<String, Tensor> tensors = new HashMap<>();

  private KerasImport(KerasFile file) throws KerasException {
    model = KerasModel.of(file.network());
    loss = loss(file.training());
    parts = new GraphParts(model.input().vertex());
    flat = new FlatLayers(parts, file);
    images = new ImageLayers(parts, file, flat);
    sequences = new SequenceLayers(parts, file, flat);
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

  private static String loss(JsonNode training) {
    JsonNode name = training.path("loss");
    return name.isTextual() ? name.textValue() : name.path("class_name").asText("");
  }

  private ImportedNetwork network() throws KerasException {
    for (KerasLayer layer : model.layers()) {
      List<Tensor> from = layer.inputs().stream().map(tensors::get).toList();
      tensors.put(layer.name(), layer(layer, from));
    }
    Tensor last = tensors.get(model.output());
    if (!hasLoss()) {
      last = flat.loss(model.output() + "-loss", last, loss);
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
      return vertex(layer, from);
    }
    IActivation activation = KerasActivations.of(layer);
    if (activation != null) {
      return layer.name().equals(model.output())
          ? flat.loss(layer.name(), from.get(0), activation, loss)
          : flat.activation(layer, from.get(0), activation);
    }
    return layer(layer, from.get(0));
  }

  private Tensor layer(KerasLayer layer, Tensor from) throws KerasException {
    return switch (layer.kind()) {
      case "Dense" ->
          layer.name().equals(model.output())
              ? flat.output(layer, from, loss)
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
      default -> throw unknown(layer);
    };
  }

  private static KerasException unknown(KerasLayer layer) {
    return layer.refused("has no counterpart here (must be one of " + KINDS + ")");
  }

  private static Tensor reshape(KerasLayer layer, Tensor from) throws KerasException {
    JsonNode target = layer.settings().path("target_shape");
    int[] shape = IntStream.range(0, target.size()).map(i -> target.path(i).asInt()).toArray();
    Tensor reshaped = new Tensor(from.vertex(), shape, true, null, from.before());
    layer.require(
        from.flat()
            && shape.length > 0
            && shape.length <= 3
            && Arrays.stream(shape).min().getAsInt() > 0,
        "target_shape",
        "must be all positive, and of the network's own input");
    layer.require(reshaped.length() == from.length(), "target_shape", "must keep all numbers");
    return reshaped;
  }

  private Tensor vertex(KerasLayer layer, List<Tensor> given) throws KerasException {
    boolean adds = layer.kind().equals("Add");
    if (!adds && !layer.kind().equals("Concatenate")) {
      throw unknown(layer);
    }
    List<Tensor> from = given.stream().map(Tensor::shaped).toList();
    Tensor first = from.get(0);
    int dimensions = first.shape().length;
    boolean alike =
        from.stream()
            .allMatch(
                other ->
                    adds
                        ? Arrays.equals(other.shape(), first.shape())
                            && Arrays.equals(other.order(), first.order())
                        : Arrays.equals(
                            other.shape(),
                            0,
                            other.shape().length - 1,
                            first.shape(),
                            0,
                            dimensions - 1));
    if (from.size() < 2 || !alike) {
      throw layer.refused("has inputs of different shapes, or only one input");
    }
    if (adds) {
      parts.vertex(layer.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), from);
      return new Tensor(layer.name(), first.shape(), false, first.order(), null);
    }
    double axis = layer.number("axis", -1);
    layer.require(axis == -1 || axis == dimensions, "axis", "must be the last one");
    parts.vertex(layer.name(), new MergeVertex(), from);
    return concatenated(layer.name(), from);
  }

  private static Tensor concatenated(String name, List<Tensor> from) {
    int[] shape = from.get(0).shape().clone();
    shape[shape.length - 1] = from.stream().mapToInt(Tensor::size).reduce(0, Math::addExact);
    if (from.stream().allMatch(tensor -> tensor.order() == null)) {
      return Tensor.of(name, shape);
    }
    int[] order = new int[0];
    for (Tensor tensor : from) {
      int start = order.length;
      order =
          Stream.of(
                  Arrays.stream(order),
                  IntStream.range(0, tensor.length())
                      .map(i -> start + (tensor.order() == null ? i : tensor.order()[i])))
              .flatMapToInt(part -> part)
              .toArray();
    }
    return new Tensor(name, shape, false, order, null);
  }
}
