package org.coherer.ml.score;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.ml.param.Params;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.spark.AddedValues;

/**
 * The columns of a classification model of which a row can have several labels.
 *
 * @param raw the logit of each label's probability, ln(p / (1 - p))
 * @param probability the probability of each label
 * @param prediction 1 for each label whose probability exceeds its threshold, else 0
 * @param thresholds one for each label; empty before it is known how many there are
 */
public record LabelColumns(
    String raw, String probability, String prediction, List<Double> thresholds)
    implements ClassifierColumns {

  private static final double THRESHOLD = 0.5;

  /** A float cannot tell a probability from 1 that is closer. */
  private static final double FROM_ONE = 0x1p-25;

  /** Copies the list. */
  public LabelColumns {
    thresholds = List.copyOf(thresholds);
  }

  /**
   * Returns those that the Params of a classifier or its model name.
   *
   * @param labels how many labels there are; 0 before that is known
   * @throws IllegalArgumentException if there are thresholds, and not as many
   */
  public static LabelColumns of(Params stage, int labels) {
    if (labels > 0) {
      checkThresholds(stage, labels);
    }
    double[] set = ClassColumns.thresholds(stage);
    return new LabelColumns(
        ClassColumns.name(stage, "rawPredictionCol"),
        ClassColumns.name(stage, "probabilityCol"),
        ClassColumns.name(stage, "predictionCol"),
        set == null || labels == 0
            ? Collections.nCopies(labels, THRESHOLD)
            : Arrays.stream(set).boxed().toList());
  }

  /**
   * Checks the thresholds of a classifier or its model.
   *
   * @throws IllegalArgumentException if there are some, and not one for each label
   */
  public static void checkThresholds(Params stage, int labels) {
    double[] set = ClassColumns.thresholds(stage);
    if (set != null && set.length != labels) {
      throw new InvalidParamException(
          "thresholds has "
              + set.length
              + " values (must be one for each of the network's "
              + labels
              + " labels)",
          "thresholds");
    }
  }

  @Override
  public LabelColumns withPrediction(String name) {
    return new LabelColumns(raw, probability, name, thresholds);
  }

  @Override
  public List<OutputColumn> all() {
    return List.of(
        OutputColumn.vector(raw, thresholds.size(), "rawPredictionCol"),
        OutputColumn.vector(probability, thresholds.size(), "probabilityCol"),
        OutputColumn.vector(prediction, thresholds.size(), "predictionCol"));
  }

  @Override
  public void fill(float[] inputs, float[] outputs, AddedValues into) {
    if (!raw.isEmpty()) {
      into.put(raw(outputs));
    }
    if (!probability.isEmpty()) {
      into.put(Doubles.of(outputs, 0, outputs.length));
    }
    if (!prediction.isEmpty()) {
      into.put(predicted(outputs));
    }
  }

  /** Returns 1 for each label whose probability exceeds its threshold, else 0. */
  public double[] predicted(float[] probabilities) {
    double[] labels = new double[probabilities.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = probabilities[i] > thresholds.get(i) ? 1 : 0;
    }
    return labels;
  }

  /** A probability of 0 counts as the smallest normal float, and one of 1 as the float before. */
  @Override
  public double[] raw(float[] outputs) {
    double[] logits = new double[outputs.length];
    for (int i = 0; i < logits.length; i++) {
      double p = Math.max(outputs[i], Float.MIN_NORMAL);
      logits[i] = Math.log(p) - Math.log(Math.max(1 - p, FROM_ONE));
    }
    return logits;
  }

  @Override
  public void toProbabilities(double[] logits) {
    for (int i = 0; i < logits.length; i++) {
      logits[i] = 1 / (1 + Math.exp(-logits[i]));
    }
  }
}
