package org.coherer.ml.score;

import java.util.List;
import org.apache.spark.ml.param.Params;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Content;

/** The columns of a classification model, of classes or of labels. */
public sealed interface ClassifierColumns extends OutputColumns permits ClassColumns, LabelColumns {

  /**
   * Returns those that the Params of a model name.
   *
   * @param shape the network's
   * @param names what the classes are called; empty if nobody knows
   * @param temperature that of the calibration
   * @throws IllegalArgumentException if thresholds are not as many as classes or labels
   */
  static ClassifierColumns of(
      Params model, NetworkShape shape, List<String> names, double temperature) {
    return areLabels(shape)
        ? LabelColumns.of(model, shape.outputLength())
        : ClassColumns.of(model, shape.outputLength(), names).withTemperature(temperature);
  }

  /** Returns whether a network says which labels a row has, rather than which class it is of. */
  static boolean areLabels(NetworkShape shape) {
    return shape.outputIs(Content.LABELS);
  }

  /** Returns the same with another name of the column of the predictions. */
  ClassifierColumns withPrediction(String name);

  /** Returns the raw prediction that goes with what has left the network. */
  double[] raw(float[] outputs);

  /** Replaces a raw prediction by the probabilities, in place. */
  void toProbabilities(double[] raw);
}
