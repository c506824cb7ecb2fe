package org.coherer.ml.score;

import java.util.List;
import org.coherer.connector.spark.AddedValues;
import org.coherer.training.encoding.Scaling;

/**
 * The column of a regression model: a number, or a vector of several.
 *
 * @param prediction its name
 * @param targets how many numbers the network gives; 0 for several before that is known
 * @param scaling the scaling of the targets in training, which predictions undo
 */
public record ValueColumns(String prediction, int targets, Scaling scaling)
    implements OutputColumns {

  @Override
  public List<OutputColumn> all() {
    return List.of(
        targets == 1
            ? OutputColumn.number(prediction, Attributes.number(prediction), "predictionCol")
            : OutputColumn.vector(prediction, targets, "predictionCol"));
  }

  @Override
  public void fill(float[] inputs, float[] outputs, AddedValues into) {
    if (prediction.isEmpty()) {
      return;
    }
    if (targets == 1) {
      into.put(scaling.invert(0, outputs[0]));
    } else {
      into.put(values(outputs));
    }
  }

  /** Returns what leaves the network, in the units of the targets. */
  public double[] values(float[] outputs) {
    double[] values = new double[outputs.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = scaling.invert(i, outputs[i]);
    }
    return values;
  }
}
