package org.coherer.ml.score;

import java.util.List;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.spark.AddedValues;

/**
 * The column of a regression model of levels: the highest level that is reached, as many above the
 * lowest as there are outputs above 0.5.
 *
 * @param prediction its name
 * @param levels the levels, in their order
 */
public record LevelColumns(String prediction, List<Double> levels) implements OutputColumns {

  /** Copies the list. */
  public LevelColumns {
    levels = List.copyOf(levels);
  }

  /** Returns the levels of which a model knows the texts. */
  public static List<Double> levels(ClassLabels labels) {
    return labels.texts().stream().map(Double::valueOf).toList();
  }

  @Override
  public List<OutputColumn> all() {
    return List.of(OutputColumn.number(prediction, Attributes.number(prediction), "predictionCol"));
  }

  @Override
  public void fill(float[] inputs, float[] outputs, AddedValues into) {
    if (!prediction.isEmpty()) {
      into.put(level(outputs));
    }
  }

  /** Returns the level that outputs stand for. */
  public double level(float[] outputs) {
    int reached = 0;
    for (float output : outputs) {
      reached += output > 0.5f ? 1 : 0;
    }
    return levels.get(reached);
  }
}
