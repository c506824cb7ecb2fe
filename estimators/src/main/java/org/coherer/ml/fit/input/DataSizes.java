package org.coherer.ml.fit.input;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.PerceptronParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.task.Task;

/**
 * The sizes that a perceptron must have, as far as they are known before the rows are read.
 *
 * @param features the values that a row enters a network with: features, and rows of embedding
 *     tables; 0 for a network of the user's own
 * @param outputs the classes or targets; 0 if only the rows can tell, or for a network of the
 *     user's own
 */
public record DataSizes(int features, int outputs) {

  /**
   * Finds the sizes; may read one row.
   *
   * @throws IllegalArgumentException if there is none to read
   */
  public static DataSizes before(TrainingParams<?> params, Task task, Dataset<?> data) {
    if (!Alternatives.isPerceptron(params)) {
      return new DataSizes(0, 0);
    }
    List<Integer> layers = layersOf(params);
    if (layers.size() >= 2) {
      return new DataSizes(layers.get(0), layers.get(layers.size() - 1));
    }
    TrainingColumns columns = task.columns(data.schema());
    return new DataSizes(
        RowShape.length(params, columns.inputs().get(0), data), task.outputs(data, columns));
  }

  /** Returns the sizes of the layers that are set; empty if none are. */
  public static List<Integer> layersOf(TrainingParams<?> params) {
    return params instanceof PerceptronParams<?> perceptron && perceptron.isSet(perceptron.layers())
        ? Arrays.stream(perceptron.getLayers()).boxed().toList()
        : List.of();
  }
}
