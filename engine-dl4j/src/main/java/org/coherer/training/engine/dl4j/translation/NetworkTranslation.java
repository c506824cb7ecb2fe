package org.coherer.training.engine.dl4j.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Input;
import org.coherer.training.engine.dl4j.adapter.Stage;
import org.coherer.training.engine.dl4j.keras.layer.RowLayout;
import org.coherer.training.network.Loss;
import org.coherer.training.network.Network;
import org.coherer.training.network.Shape;
import org.coherer.training.network.function.Affine;
import org.coherer.training.network.layer.ColumnSlice;
import org.coherer.training.network.layer.Concatenation;
import org.coherer.training.network.layer.Elementwise;
import org.coherer.training.network.layer.Sum;
import org.coherer.training.network.loss.LossOfParts;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** Builds a network of our own layers from one of DL4J's, on the same parameters. */
public final class NetworkTranslation {

  private final LayerTranslation layers;
  private final NetworkParts parts;

  /** The numbers of the outputs, by the keys of the stages and the names of the inputs. */
  private final Map<String, Integer> outputs = new HashMap<>();

  private final Set<String> taken = new HashSet<>();

  /**
   * Begins with the inputs.
   *
   * @param inputGradients of how many of a row's last inputs there are gradients
   */
  public NetworkTranslation(NetworkShape shape, int inputGradients, ParameterBlocks parameters) {
    this.parts = new NetworkParts(Shape.vector(shape.inputLength()));
    this.layers = new LayerTranslation(parts, parameters);
    int[] differentiated = shape.lastOfInputs(inputGradients);
    int from = 0;
    for (int i = 0; i < differentiated.length; i++) {
      Input input = shape.inputs().get(i);
      boolean alone = input.length() == shape.inputLength();
      int part =
          alone
              ? 0
              : parts.add(null, new ColumnSlice(shape.inputLength(), from, input.length()), 0);
      if (differentiated[i] > 0) {
        parts.differentiate(part, differentiated[i]);
      }
      outputs.put(input.name(), part);
      from += input.length();
    }
  }

  /**
   * Builds it.
   *
   * @param ends the keys of the stages whose outputs are the network's, in their order
   * @throws UntranslatableException if there is something that only DL4J can run
   */
  public Network translate(List<Stage> stages, List<String> ends) throws UntranslatableException {
    for (Stage stage : stages) {
      taken.addAll(stage.inputs());
      outputs.put(stage.key(), stage.layer() == null ? vertex(stage) : layer(stage));
    }
    for (Stage stage : stages) {
      if (taken.contains(stage.key()) == ends.contains(stage.key())) {
        throw new UntranslatableException(stage.key(), "is not on the way to the output");
      }
    }
    return parts.network(ends.size() == 1 ? layers.loss(ends.get(0)) : joined(ends));
  }

  /** Puts several outputs beside each other, and returns the sum of their losses. */
  private Loss joined(List<String> ends) {
    int[] from = ends.stream().mapToInt(outputs::get).toArray();
    List<Shape> shapes = Arrays.stream(from).mapToObj(parts::shape).toList();
    LossOfParts losses = new LossOfParts();
    for (int i = 0; i < from.length; i++) {
      losses.add(layers.loss(ends.get(i)), shapes.get(i).size());
    }
    parts.add(null, new Concatenation(shapes), from);
    return losses;
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
    RowLayout rows = RowLayout.of(change);
    if (rows != null) {
      return parts.split(
          key,
          from,
          rows.sequence()
              ? Shape.steps(rows.channels(), rows.width())
              : Shape.channels(rows.channels(), rows.height(), rows.width()));
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
    if (vertex instanceof ScaleVertex scale) {
      return affine(from[0], new Affine((float) scale.getScaleFactor(), 0));
    }
    if (vertex instanceof ShiftVertex shift) {
      return affine(from[0], new Affine(1, (float) shift.getShiftFactor()));
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

  private int affine(int from, Affine function) {
    return parts.add(null, new Elementwise(parts.shape(from), function), from);
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
