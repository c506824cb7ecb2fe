package org.coherer.ml;

import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a classification model adds; an empty name leaves one out.
 *
 * @param raw the logarithms of the probabilities
 * @param probability one probability per class
 * @param prediction the index of the predicted class
 */
record PredictionColumns(String raw, String probability, String prediction)
    implements Serializable {

  /** Returns those that the Params of a classifier or its model name. */
  static PredictionColumns of(Params stage) {
    return new PredictionColumns(
        name(stage, "rawPredictionCol"),
        name(stage, "probabilityCol"),
        name(stage, "predictionCol"));
  }

  private static String name(Params stage, String param) {
    Param<Object> found = stage.getParam(param);
    return (String) stage.getOrDefault(found);
  }

  /**
   * Returns the schema with the columns at its end.
   *
   * @throws IllegalArgumentException if it has a column of one of the names already
   */
  StructType appendTo(StructType schema) {
    StructType result = append(schema, raw, SQLDataTypes.VectorType(), "rawPredictionCol");
    result = append(result, probability, SQLDataTypes.VectorType(), "probabilityCol");
    return append(result, prediction, DataTypes.DoubleType, "predictionCol");
  }

  /** Returns how many columns are added. */
  int count() {
    return (raw.isEmpty() ? 0 : 1)
        + (probability.isEmpty() ? 0 : 1)
        + (prediction.isEmpty() ? 0 : 1);
  }

  private static StructType append(StructType schema, String name, DataType type, String param) {
    if (name.isEmpty()) {
      return schema;
    }
    for (String existing : schema.fieldNames()) {
      if (existing.equals(name)) {
        throw new IllegalArgumentException(
            "Column '" + name + "' already exists (drop it, or set " + param + " to another name)");
      }
    }
    return schema.add(name, type, false);
  }
}
