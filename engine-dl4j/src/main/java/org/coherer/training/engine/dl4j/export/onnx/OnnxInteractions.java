package org.coherer.training.engine.dl4j.export.onnx;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.engine.dl4j.export.Numbers;
import org.coherer.training.engine.dl4j.export.Target;
import org.coherer.training.engine.dl4j.extension.DotInteractionLayer;
import org.coherer.training.engine.dl4j.extension.PeriodicEmbeddingLayer;

/** Layers that DL4J lacks. */
final class OnnxInteractions {

  private final OnnxGraph graph;

  OnnxInteractions(OnnxGraph graph) {
    this.graph = graph;
  }

  /** All products are computed, and those of each pair are taken once. */
  String of(String name, String from, DotInteractionLayer layer) {
    int vectors = layer.vectors();
    String each = reshaped(name, from, 0, vectors, layer.width());
    String turned = turned(name, each, 0, 2, 1);
    String products =
        reshaped(
            name, graph.node(name, "MatMul", List.of(each, turned)), 0, (long) vectors * vectors);
    List<Long> pairs = new ArrayList<>();
    for (int i = 0; i < vectors; i++) {
      for (int j = layer.pairsWithItself() ? i : i + 1; j < vectors; j++) {
        pairs.add((long) i * vectors + j);
      }
    }
    String taken = taken(name, products, pairs.stream().mapToLong(Long::longValue).toArray());
    if (!layer.keepsFirst()) {
      return taken;
    }
    long[] first = new long[layer.width()];
    for (int i = 0; i < first.length; i++) {
      first[i] = i;
    }
    return graph.node(
        name, "Concat", List.of(taken(name, from, first), taken), Attributes.of("axis", 1L));
  }

  private String reshaped(String name, String from, long... sizes) {
    return graph.node(name, "Reshape", List.of(from, graph.integers(name + "-sizes", sizes)));
  }

  private String taken(String name, String from, long... columns) {
    return graph.node(
        name,
        "Gather",
        List.of(from, graph.integers(name + "-columns", columns)),
        Attributes.of("axis", 1L));
  }

  /** Sums over waves are products with matrices, one for each feature. */
  String periodic(String name, String from, PeriodicEmbeddingLayer layer, Target.Waves parameters) {
    String cosines = graph.node(name, "Cos", List.of(angles(name, from, layer, parameters)));
    // [feature][N][wave] x [feature][wave][mixture] = [feature][N][mixture], then [N][mixture][..]
    String waves = turned(name, cosines, 1, 0, 2);
    String mixture = graph.constant(name + "-mixture", parameters.mixture().permuted(1, 2, 0));
    String mixed = turned(name, graph.node(name, "MatMul", List.of(waves, mixture)), 1, 2, 0);
    String moved =
        graph.node(
            name, "Add", List.of(mixed, graph.constant(name + "-offset", parameters.offset())));
    long numbers = (long) layer.mixtures() * layer.features();
    String all =
        graph.node(
            name,
            "Concat",
            List.of(from, reshaped(name, moved, 0, numbers)),
            Attributes.of("axis", 1L));
    float[] scale = parameters.scale().values();
    return graph.node(name, "Mul", List.of(all, graph.constant(name + "-scale", scale)));
  }

  /** [N][feature][wave]. */
  private String angles(
      String name, String from, PeriodicEmbeddingLayer layer, Target.Waves parameters) {
    float[] turns = parameters.frequency().values().clone();
    for (int i = 0; i < turns.length; i++) {
      turns[i] *= (float) (2 * Math.PI);
    }
    Numbers frequency = Numbers.of(turns, layer.features(), layer.waves());
    String swung =
        graph.node(
            name,
            "Mul",
            List.of(
                reshaped(name, from, 0, layer.features(), 1),
                graph.constant(name + "-frequency", frequency)));
    return graph.node(
        name, "Add", List.of(swung, graph.constant(name + "-phase", parameters.phase())));
  }

  private String turned(String name, String from, long... order) {
    return graph.node(name, "Transpose", List.of(from), Attributes.all("perm", order));
  }
}
