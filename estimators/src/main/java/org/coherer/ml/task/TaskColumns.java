package org.coherer.ml.task;

import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.ml.param.TrainingParams;

/**
 * Finds the columns to train on that every task has: beside features and targets, weight and
 * validation.
 */
final class TaskColumns {

  private TaskColumns() {}

  /**
   * Finds the columns in a schema.
   *
   * @throws IllegalArgumentException if one is missing or of the wrong type
   */
  static TrainingColumns of(
      TrainingParams<?> params,
      StructType schema,
      List<FeatureBinding> inputs,
      List<TargetBinding> targets) {
    TrainingColumns columns =
        new TrainingColumns(
            inputs,
            targets,
            name(params, params.weightCol()),
            name(params, params.validationIndicatorCol()));
    columns.checkIn(schema);
    return columns;
  }

  /** Returns null if the Param is not set, or empty. */
  private static String name(TrainingParams<?> params, Param<String> param) {
    String name = params.isSet(param) ? params.getOrDefault(param) : "";
    return name.isEmpty() ? null : name;
  }
}
