package org.coherer.training.engine.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.coherer.training.engine.NetworkDescription;
import org.coherer.training.network.Concatenation;
import org.coherer.training.network.Network;
import org.coherer.training.network.Shape;
import org.coherer.training.network.Sum;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** Builds a network of our own layers from one of DL4J's, on the same parameters. */
final class NetworkTranslation {

  private final LayerTranslation layers;
  private final NetworkParts parts;

  /** The numbers of the outputs, by the keys of the stages. */
  private final Map<String, Integer> outputs = new HashMap<>();

  private final Set<String> taken = new HashSet<>();

  NetworkTranslation(NetworkDescription description, ParameterBlocks parameters) {
    this.parts = new NetworkParts(Shape.vector(description.inputLength()));
    this.layers = new LayerTranslation(parts, parameters);
    outputs.put(Stage.INPUT, 0);
  }

  /**
   * Builds it.
   *
   * @throws UntranslatableException if there is something that only DL4J can run
   */
  Network translate(List<Stage> stages) throws UntranslatableException {
    for (Stage stage : stages) {
      taken.addAll(stage.inputs());
      outputs.put(stage.key(), stage.layer() == null ? vertex(stage) : layer(stage));
    }
    String last = stages.get(stages.size() - 1).key();
    for (Stage stage : stages) {
      if (taken.contains(stage.key()) == stage.key().equals(last)) {
        throw new UntranslatableException(stage.key(), "is not on the way to the output");
      }
    }
    return parts.network(layers.loss());
  }

  private int layer(Stage stage) throws UntranslatableException {
    int from = prepared(stage.key(), stage.before(), outputs.get(stage.inputs().get(0)));
    return layers.add(stage.key(), stage.layer(), from);
  }

  private int prepared(String key, InputPreProcessor change, int from)
      throws UntranslatableException {
    if (change == null) {
      return from;
    }
    if (change instanceof FeedForwardToCnnPreProcessor image
        && change.getClass() == FeedForwardToCnnPreProcessor.class) {
      return parts.images(
          key,
          from,
          Shape.channels(
              Math.toIntExact(image.getNumChannels()),
              Math.toIntExact(image.getInputHeight()),
              Math.toIntExact(image.getInputWidth())));
    }
    if (change instanceof CnnToFeedForwardPreProcessor flat
        && change.getClass() == CnnToFeedForwardPreProcessor.class) {
      Formats.require(key, flat.getFormat());
      return parts.flat(key, from);
    }
    throw new UntranslatableException(
        key, "has the preprocessor " + change.getClass().getSimpleName());
  }

  private int vertex(Stage stage) throws UntranslatableException {
    GraphVertex vertex = stage.vertex();
    int[] from = stage.inputs().stream().mapToInt(outputs::get).toArray();
    if (vertex.getClass() == PreprocessorVertex.class) {
      return prepared(stage.key(), ((PreprocessorVertex) vertex).getPreProcessor(), from[0]);
    }
    List<Shape> shapes = shapesAlike(stage.key(), from);
    if (vertex instanceof ElementWiseVertex elementwise
        && elementwise.getOp() == ElementWiseVertex.Op.Add
        && shapes.stream().distinct().count() == 1) {
      return parts.add(null, new Sum(shapes.get(0)), from);
    }
    if (vertex.getClass() == MergeVertex.class && ((MergeVertex) vertex).getMergeAxis() == 1) {
      return parts.add(null, new Concatenation(shapes), from);
    }
    throw new UntranslatableException(
        stage.key(), "is a " + vertex.getClass().getSimpleName() + " of another kind");
  }

  /** Brings several outputs, in place, into the layout of the first. */
  private List<Shape> shapesAlike(String key, int[] from) throws UntranslatableException {
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      from[i] = parts.in(key, parts.shape(from[0]).layout(), from[i]);
      shapes.add(parts.shape(from[i]));
    }
    return shapes;
  }
}
