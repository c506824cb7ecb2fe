package org.coherer.ml.score;

import java.util.List;
import org.coherer.connector.spark.AddedValues;

/**
 * The column of a regression model: a number, or a vector of several.
 *
 * @param prediction its name
 * @param targets how many numbers the network gives; 0 for several before that is known
 */
public record ValueColumns(String prediction, int targets) implements OutputColumns {

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
      into.put(outputs[0]);
    } else {
      into.put(Doubles.of(outputs, 0, targets));
    }
  }
}
