package org.coherer.connector.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.Serializable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a network is trained on.
 *
 * @param features its name
 * @param label its name
 * @param weight its name, or {@code null} where every row counts 1
 */
public record TrainingColumns(String features, String label, String weight)
    implements Serializable {

  static final int FEATURES = 0;
  static final int LABEL = 1;
  static final int WEIGHT = 2;

  /**
   * Checks that a schema has them, in types that can be read.
   *
   * @throws IllegalArgumentException naming the column, what was found and what was expected
   */
  public void checkIn(StructType schema) {
    Columns.checkFeatures(schema, features);
    Columns.checkNumeric(schema, label, "labelCol");
    if (weight != null) {
      Columns.checkNumeric(schema, weight, "weightCol");
    }
  }

  /**
   * Returns the rows with just these columns, in the order of the constants above, label and weight
   * as double.
   */
  Dataset<Row> select(Dataset<?> data) {
    return data.select(
        col(quoted(features)),
        col(quoted(label)).cast(DataTypes.DoubleType),
        weight == null ? lit(1.0) : col(quoted(weight)).cast(DataTypes.DoubleType));
  }

  /** A name with a dot in it would otherwise be taken for a field of a struct. */
  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
