package org.coherer.ml.fit;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.connector.profile.FeatureWidth;
import org.coherer.ml.embedding.EmbeddingColumns;
import org.coherer.ml.param.Alternatives;
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
record DataSizes(int features, int outputs) {

  /**
   * Finds the sizes; may read one row.
   *
   * @throws IllegalArgumentException if there is none to read
   */
  static DataSizes before(TrainingParams<?> params, Task task, Dataset<?> data) {
    if (!Alternatives.isPerceptron(params)) {
      return new DataSizes(0, 0);
    }
    List<Integer> layers = Draft.layersOf(params);
    if (layers.size() >= 2) {
      return new DataSizes(layers.get(0), layers.get(layers.size() - 1));
    }
    TrainingColumns columns = task.columns(data.schema());
    FeatureBinding features = columns.inputs().get(0);
    int width = EmbeddingColumns.width(EmbeddingColumns.of(params));
    int values =
        features.kind() == FeatureKind.IDS ? 0 : FeatureWidth.of(data, features, "featuresCol");
    return new DataSizes(values + width, task.outputs(data, columns));
  }
}
