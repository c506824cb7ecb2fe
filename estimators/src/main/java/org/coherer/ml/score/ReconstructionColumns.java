package org.coherer.ml.score;

import java.util.List;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.connector.spark.AddedValues;
import org.coherer.ml.param.ReconstructionParams;
import org.coherer.training.encoding.Scaling;

/**
 * The columns of an autoencoder.
 *
 * @param reconstruction what the network makes of the features, in their own units
 * @param score the mean squared difference between what enters the network and what leaves it, as
 *     it is scaled there
 * @param length how many features there are; 0 before that is known
 * @param scaling what has become of the features on their way in
 */
public record ReconstructionColumns(
    String reconstruction, String score, int length, Scaling scaling) implements OutputColumns {

  /**
   * Returns the columns that the Params of a stage name.
   *
   * @param length how many features there are; 0 before that is known
   * @param learned what becomes of the features, beside what the Params say
   */
  public static ReconstructionColumns of(
      ReconstructionParams<?> params, int length, LearnedPreprocessing learned) {
    if (!(Preprocessing.encoding(params, learned) instanceof Scaling scaling)) {
      throw new IllegalArgumentException(
          "Cannot reconstruct the columns of a table (an autoencoder takes numbers)");
    }
    return new ReconstructionColumns(
        params.getReconstructionCol(), params.getAnomalyScoreCol(), length, scaling);
  }

  @Override
  public List<OutputColumn> all() {
    return List.of(
        OutputColumn.vector(reconstruction, length, "reconstructionCol"),
        OutputColumn.number(score, Attributes.number(score), "anomalyScoreCol"));
  }

  @Override
  public boolean needInputs() {
    return !score.isEmpty();
  }

  @Override
  public void fill(float[] inputs, float[] outputs, AddedValues into) {
    if (!reconstruction.isEmpty()) {
      into.put(reconstruction(outputs));
    }
    if (!score.isEmpty()) {
      into.put(score(inputs, outputs, length));
    }
  }

  /** Returns what leaves the network, in the units of the features. */
  public double[] reconstruction(float[] outputs) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = scaling.invert(i, outputs[i]);
    }
    return values;
  }

  /** Returns the mean squared difference. */
  public static double score(float[] inputs, float[] outputs, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double off = (double) outputs[i] - inputs[i];
      sum += off * off;
    }
    return sum / length;
  }
}
