package org.coherer.training.engine.dl4j.keras.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Converts the layers that take several outputs: sums and the like, and concatenations. */
public final class JoinLayers {

  private static final Map<String, ElementWiseVertex.Op> OPERATIONS =
      Map.of(
          "Add", ElementWiseVertex.Op.Add,
          "Subtract", ElementWiseVertex.Op.Subtract,
          "Multiply", ElementWiseVertex.Op.Product,
          "Average", ElementWiseVertex.Op.Average,
          "Maximum", ElementWiseVertex.Op.Max);

  private final GraphParts parts;

  /** Creates a converter that adds to a graph. */
  public JoinLayers(GraphParts parts) {
    this.parts = parts;
  }

  /** Adds one. */
  public Tensor join(KerasLayer layer, List<Tensor> given) throws KerasException {
    ElementWiseVertex.Op op = OPERATIONS.get(layer.kind());
    if (op == null && !layer.kind().equals("Concatenate")) {
      throw layer.refused("takes " + given.size() + " inputs (must take one)");
    }
    List<Tensor> from = given.stream().map(Tensor::shaped).toList();
    if (from.size() < 2 || !alike(from, op == null)) {
      throw layer.refused("has inputs of different shapes, or only one input");
    }
    if (op == ElementWiseVertex.Op.Subtract && from.size() > 2) {
      throw layer.refused("takes " + from.size() + " inputs (must take two)");
    }
    Tensor first = from.get(0);
    if (op != null) {
      parts.vertex(layer.name(), new ElementWiseVertex(op), from);
      return new Tensor(layer.name(), first.shape(), false, first.order(), null);
    }
    double axis = layer.number("axis", -1);
    layer.require(axis == -1 || axis == first.shape().length, "axis", "must be the last one");
    if (first.isVector()) {
      from = from.stream().map(parts::measured).toList();
    }
    parts.vertex(layer.name(), new MergeVertex(), from);
    return concatenated(layer.name(), from);
  }

  /** Returns whether tensors have the same shape, or the same but for the last dimension. */
  private static boolean alike(List<Tensor> from, boolean concatenated) {
    Tensor first = from.get(0);
    int dimensions = first.shape().length;
    return from.stream()
        .allMatch(
            other ->
                concatenated
                    ? Arrays.equals(
                        other.shape(),
                        0,
                        other.shape().length - 1,
                        first.shape(),
                        0,
                        dimensions - 1)
                    : Arrays.equals(other.shape(), first.shape())
                        && Arrays.equals(other.order(), first.order()));
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
