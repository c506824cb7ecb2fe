package org.coherer.training.engine.dl4j.export;

import java.util.List;
import org.coherer.training.engine.ImageShape;
import org.coherer.training.engine.dl4j.adapter.Stage;
import org.coherer.training.engine.dl4j.keras.layer.RowLayout;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;

/** Goes through what is no layer: vertices, and what is between layers. */
final class VertexWalk<T> {

  private final Target<T> target;

  VertexWalk(Target<T> target) {
    this.target = target;
  }

  T vertex(Stage stage, List<T> from) {
    GraphVertex vertex = stage.vertex();
    String name = stage.key();
    // An exact class each time: DL4J derives vertices from vertices that do something else.
    Class<?> type = vertex.getClass();
    if (type == PreprocessorVertex.class) {
      return prepared(name, ((PreprocessorVertex) vertex).getPreProcessor(), from.get(0));
    }
    if (type == ElementWiseVertex.class) {
      return target.joined(name, from, ((ElementWiseVertex) vertex).getOp());
    }
    if (type == MergeVertex.class && ((MergeVertex) vertex).getMergeAxis() == 1) {
      return from.size() == 1 ? from.get(0) : target.concatenated(name, from);
    }
    if (vertex instanceof ScaleVertex scale) {
      return target.affine(
          from.get(0), Numbers.vector((float) scale.getScaleFactor()), Numbers.vector(0));
    }
    if (vertex instanceof ShiftVertex shift) {
      return target.affine(
          from.get(0), Numbers.vector(1), Numbers.vector((float) shift.getShiftFactor()));
    }
    if (vertex instanceof L2NormalizeVertex unit && unit.getDimension() == null) {
      return target.unit(name, from.get(0), unit.getEps());
    }
    throw Refusal.layer(name, "is a " + type.getSimpleName(), target.format());
  }

  /** Adds what DL4J does before a layer; {@code change} may be null. */
  T prepared(String name, InputPreProcessor change, T from) {
    if (change == null || isOfRows(change)) {
      return from;
    }
    RowLayout rows = RowLayout.of(change);
    if (rows != null) {
      return rows.sequence()
          ? target.steps(from, rows.width(), rows.channels())
          : target.images(from, image(rows, ImageShape.Order.CHANNELS_LAST));
    }
    Class<?> type = change.getClass();
    if (type == FeedForwardToCnnPreProcessor.class) {
      FeedForwardToCnnPreProcessor image = (FeedForwardToCnnPreProcessor) change;
      return target.images(
          from,
          new ImageShape(
              Math.toIntExact(image.getNumChannels()),
              Math.toIntExact(image.getInputHeight()),
              Math.toIntExact(image.getInputWidth()),
              ImageShape.Order.CHANNELS_FIRST));
    }
    boolean flattens =
        type == KerasFlattenRnnPreprocessor.class
            || (change instanceof CnnToFeedForwardPreProcessor flat
                && type == CnnToFeedForwardPreProcessor.class
                && flat.getFormat() == CNN2DFormat.NCHW);
    if (flattens) {
      return target.flat(from);
    }
    throw Refusal.layer(name, "has the preprocessor " + type.getSimpleName(), target.format());
  }

  private static ImageShape image(RowLayout rows, ImageShape.Order order) {
    return new ImageShape(rows.channels(), rows.height(), rows.width(), order);
  }

  /** Returns whether rows stay rows: what Keras's import puts behind a pooled sequence. */
  private static boolean isOfRows(InputPreProcessor change) {
    return change instanceof ReshapePreprocessor reshape
        && reshape.getInputShape() != null
        && reshape.getInputShape().length == 1
        && reshape.getTargetShape().length == 1;
  }
}
