package org.coherer.training.engine.dl4j.export.onnx;

import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.TensorProto.DataType;
import org.coherer.training.encoding.CategoryEncoding;
import org.coherer.training.encoding.NumberEncoding;
import org.coherer.training.engine.ImageShape;
import org.coherer.training.engine.dl4j.export.Lstm;
import org.coherer.training.engine.dl4j.export.Numbers;
import org.coherer.training.engine.dl4j.export.Refusal;
import org.coherer.training.engine.dl4j.export.Target;
import org.coherer.training.engine.dl4j.export.Window;
import org.coherer.training.engine.dl4j.extension.DotInteractionLayer;
import org.coherer.training.engine.dl4j.extension.PeriodicEmbeddingLayer;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.IActivation;

/** Builds networks of ONNX's operators. Channels come first, as DL4J has them. */
final class OnnxTarget implements Target<OnnxTensor> {

  private final OnnxGraph graph;
  private final OnnxColumns columns;
  private final OnnxImages images;
  private final OnnxSequences sequences;
  private final OnnxInteractions interactions;

  OnnxTarget(OnnxGraph graph) {
    this.graph = graph;
    this.columns = new OnnxColumns(graph);
    this.images = new OnnxImages(graph);
    this.sequences = new OnnxSequences(graph);
    this.interactions = new OnnxInteractions(graph);
  }

  @Override
  public String format() {
    return OnnxFile.FORMAT;
  }

  /** A row of several sizes becomes a vector at once: what it is for the network is said later. */
  @Override
  public OnnxTensor input(String name, List<Integer> sizes) {
    String input = graph.input(name, DataType.FLOAT, sizes);
    return sizes.size() == 1 ? row(input) : flat(new OnnxTensor(input, sizes.size() + 1));
  }

  private static OnnxTensor row(String name) {
    return new OnnxTensor(name, 2);
  }

  private static OnnxTensor like(OnnxTensor from, String name) {
    return new OnnxTensor(name, from.dimensions());
  }

  @Override
  public OnnxTensor number(String name, NumberEncoding encoding) {
    return row(columns.number(name, encoding));
  }

  @Override
  public OnnxTensor category(String name, CategoryEncoding encoding) {
    return row(columns.category(name, encoding));
  }

  @Override
  public OnnxTensor centred(OnnxTensor from, Numbers means, Numbers factors) {
    String centred =
        graph.node("centred", "Sub", List.of(from.name(), graph.constant("means", means)));
    return like(
        from, graph.node("scaled", "Mul", List.of(centred, graph.constant("factors", factors))));
  }

  @Override
  public OnnxTensor affine(OnnxTensor from, Numbers factors, Numbers offsets) {
    String scaled =
        graph.node("scaled", "Mul", List.of(from.name(), graph.constant("factors", factors)));
    return like(
        from, graph.node("moved", "Add", List.of(scaled, graph.constant("offsets", offsets))));
  }

  @Override
  public OnnxTensor limited(OnnxTensor from, float limit, int length) {
    return row(OnnxColumns.limited(graph, "features", from.name(), limit));
  }

  @Override
  public OnnxTensor images(OnnxTensor from, ImageShape shape) {
    return images.of(from, shape);
  }

  @Override
  public OnnxTensor steps(OnnxTensor from, int steps, int size) {
    return sequences.of(from, steps, size);
  }

  @Override
  public OnnxTensor flat(OnnxTensor from) {
    return from.dimensions() == 2
        ? from
        : row(graph.node("flat", "Flatten", List.of(from.name()), Attributes.of("axis", 1L)));
  }

  @Override
  public OnnxTensor dense(String name, OnnxTensor from, Numbers weights, Numbers bias) {
    List<String> inputs = new ArrayList<>();
    inputs.add(from.name());
    inputs.add(graph.constant(name + "-weights", weights));
    if (bias != null) {
      inputs.add(graph.constant(name + "-bias", bias));
    }
    return row(graph.node(name, "Gemm", inputs, Attributes.of("transB", 1L)));
  }

  @Override
  public OnnxTensor activation(String name, OnnxTensor from, IActivation function) {
    return like(from, new OnnxFunctions(graph, name).of(function, from.name()));
  }

  @Override
  public OnnxTensor convolution(
      String name, OnnxTensor from, Window window, Numbers kernels, Numbers bias) {
    return like(from, images.convolution(name, from.name(), window, kernels, bias));
  }

  @Override
  public OnnxTensor largest(String name, OnnxTensor from, Window window) {
    return like(from, images.largest(name, from.name(), window));
  }

  @Override
  public OnnxTensor mean(String name, OnnxTensor from, Window window, boolean padded) {
    return like(from, images.mean(name, from.name(), window, padded));
  }

  @Override
  public OnnxTensor pooled(String name, OnnxTensor from, PoolingType type) {
    return row(images.pooled(name, from, type));
  }

  @Override
  public OnnxTensor normalized(String name, OnnxTensor from, Normalization normalization) {
    return like(
        from,
        graph.node(
            name,
            "BatchNormalization",
            List.of(
                from.name(),
                graph.constant(name + "-scales", normalization.scales()),
                graph.constant(name + "-shifts", normalization.shifts()),
                graph.constant(name + "-means", normalization.means()),
                graph.constant(name + "-variances", normalization.variances())),
            Attributes.of("epsilon", (float) normalization.epsilon())));
  }

  @Override
  public OnnxTensor embedding(String name, OnnxTensor from, Numbers table, boolean sequence) {
    return sequences.embedding(name, from, table, sequence);
  }

  @Override
  public OnnxTensor lstm(String name, OnnxTensor from, Lstm lstm) {
    return sequences.lstm(name, from, lstm);
  }

  @Override
  public OnnxTensor joined(String name, List<OnnxTensor> from, ElementWiseVertex.Op operation) {
    String operator =
        switch (operation) {
          case Add -> "Sum";
          case Subtract -> "Sub";
          case Product -> "Mul";
          case Average -> "Mean";
          case Max -> "Max";
          default -> throw Refusal.layer(name, "computes " + operation, format());
        };
    if (!operator.equals("Mul")) {
      return like(from.get(0), graph.node(name, operator, names(from)));
    }
    return like(
        from.get(0),
        names(from).stream()
            .reduce((left, right) -> graph.node(name, operator, List.of(left, right)))
            .orElseThrow());
  }

  private static List<String> names(List<OnnxTensor> tensors) {
    return tensors.stream().map(OnnxTensor::name).toList();
  }

  @Override
  public OnnxTensor concatenated(String name, List<OnnxTensor> from) {
    return like(from.get(0), graph.node(name, "Concat", names(from), Attributes.of("axis", 1L)));
  }

  @Override
  public OnnxTensor unit(String name, OnnxTensor from, double epsilon) {
    if (from.dimensions() != 2) {
      throw Refusal.layer(name, "normalizes other than rows", format());
    }
    String norm =
        graph.node(name + "-norm", "ReduceL2", List.of(from.name()), Attributes.all("axes", 1L));
    String above =
        graph.node(name, "Max", List.of(norm, graph.constant(name + "-epsilon", (float) epsilon)));
    return row(graph.node(name, "Div", List.of(from.name(), above)));
  }

  @Override
  public OnnxTensor shared(String name, OnnxTensor from, OnnxTensor bent, Numbers shares) {
    String difference = graph.node(name, "Sub", List.of(bent.name(), from.name()));
    String part =
        graph.node(name, "Mul", List.of(difference, graph.constant(name + "-shares", shares)));
    return row(graph.node(name, "Add", List.of(from.name(), part)));
  }

  @Override
  public OnnxTensor interaction(String name, OnnxTensor from, DotInteractionLayer layer) {
    return row(interactions.of(name, from.name(), layer));
  }

  @Override
  public OnnxTensor periodic(
      String name, OnnxTensor from, PeriodicEmbeddingLayer layer, Waves waves) {
    return row(interactions.periodic(name, from.name(), layer, waves));
  }
}
