package org.coherer.training.engine.dl4j.keras;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Converts the layers that take several outputs: sums and concatenations. */
final class JoinLayers {

  private final GraphParts parts;

  JoinLayers(GraphParts parts) {
    this.parts = parts;
  }

  Tensor join(KerasLayer layer, List<Tensor> given) throws KerasException {
    boolean adds = layer.kind().equals("Add");
    if (!adds && !layer.kind().equals("Concatenate")) {
      throw layer.refused("takes " + given.size() + " inputs (must take one)");
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
