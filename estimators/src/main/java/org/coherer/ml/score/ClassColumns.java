package org.coherer.ml.score;

import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.spark.AddedValues;

/**
 * The columns of a classification model.
 *
 * @param raw the logarithms of the network's probabilities
 * @param probability one probability per class, calibrated
 * @param prediction the index of the predicted class
 * @param classes how many there are; 0 before that is known
 * @param labels what the classes are called; empty if nobody knows
 * @param temperature that of the calibration; 1 leaves the network's probabilities as they are
 * @param decision chooses the class
 */
public record ClassColumns(
    String raw,
    String probability,
    String prediction,
    int classes,
    List<String> labels,
    double temperature,
    ClassDecision decision)
    implements ClassifierColumns {

  /**
   * Returns those that the Params of a classifier or its model name, without calibration.
   *
   * @param classes how many there are; 0 before that is known
   * @param labels what they are called; empty if nobody knows
   * @throws IllegalArgumentException if there are not as many thresholds
   */
  public static ClassColumns of(Params stage, int classes, List<String> labels) {
    double[] thresholds = thresholds(stage);
    if (classes > 0) {
      checkThresholds(thresholds, classes);
    }
    return new ClassColumns(
        name(stage, "rawPredictionCol"),
        name(stage, "probabilityCol"),
        name(stage, "predictionCol"),
        classes,
        labels,
        1,
        new ClassDecision(thresholds));
  }

  /** Returns the same with another temperature. */
  public ClassColumns withTemperature(double other) {
    return new ClassColumns(raw, probability, prediction, classes, labels, other, decision);
  }

  @Override
  public ClassColumns withPrediction(String name) {
    return new ClassColumns(raw, probability, name, classes, labels, temperature, decision);
  }

  /** Returns the thresholds of a classifier or its model; {@code null} if it has none. */
  public static double[] thresholds(Params stage) {
    Param<Object> param = stage.getParam("thresholds");
    return stage.isDefined(param) ? (double[]) stage.getOrDefault(param) : null;
  }

  /**
   * Checks thresholds.
   *
   * @param thresholds {@code null} for none
   * @throws IllegalArgumentException if they are not one for each class
   */
  public static void checkThresholds(double[] thresholds, int classes) {
    if (thresholds != null && thresholds.length != classes) {
      throw new InvalidParamException(
          "thresholds has "
              + thresholds.length
              + " values (must be one for each of the network's "
              + classes
              + " classes)",
          "thresholds");
    }
  }

  static String name(Params stage, String param) {
    return (String) stage.getOrDefault(stage.getParam(param));
  }

  @Override
  public List<OutputColumn> all() {
    return List.of(
        OutputColumn.vector(raw, classes, "rawPredictionCol"),
        OutputColumn.vector(probability, classes, "probabilityCol"),
        OutputColumn.number(
            prediction, Attributes.classIndex(prediction, classes, labels), "predictionCol"));
  }

  @Override
  public void fill(float[] inputs, float[] outputs, AddedValues into) {
    double[] probabilities = new double[classes];
    for (int i = 0; i < classes; i++) {
      probabilities[i] = outputs[i];
    }
    double[] calibrated = calibrated(probabilities);
    if (!raw.isEmpty()) {
      into.put(LogProbabilities.of(probabilities));
    }
    if (!probability.isEmpty()) {
      into.put(calibrated);
    }
    if (!prediction.isEmpty()) {
      into.put(decision.classOf(decision.hasThresholds() ? calibrated : probabilities));
    }
  }

  @Override
  public double[] raw(float[] outputs) {
    return LogProbabilities.of(Doubles.of(outputs, 0, outputs.length));
  }

  @Override
  public void toProbabilities(double[] logarithms) {
    LogProbabilities.toProbabilities(logarithms, temperature);
  }

  private double[] calibrated(double[] probabilities) {
    if (temperature == 1) {
      return probabilities;
    }
    double[] logarithms = LogProbabilities.of(probabilities);
    LogProbabilities.toProbabilities(logarithms, temperature);
    return logarithms;
  }
}
