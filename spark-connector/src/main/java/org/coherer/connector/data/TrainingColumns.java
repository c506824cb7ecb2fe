package org.coherer.connector.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a network is trained on.
 *
 * @param features the features
 * @param label the name of the label's column
 * @param weight the name of the weight's column, or {@code null} where every row counts 1
 * @param validation the name of the column that says which rows are for validation, or {@code null}
 */
public record TrainingColumns(
    FeatureBinding features, String label, String weight, String validation)
    implements Serializable {

  /**
   * Checks that a schema has all but the features, in types that can be read.
   *
   * @throws IllegalArgumentException naming the column, what was found and what was expected
   */
  public void checkIn(StructType schema) {
    Columns.checkNumeric(schema, label, "labelCol");
    if (weight != null) {
      Columns.checkNumeric(schema, weight, "weightCol");
    }
    if (validation != null) {
      DataType type = Columns.typeOf(schema, validation, "validationIndicatorCol");
      if (!(type instanceof BooleanType)) {
        throw Columns.mistyped(validation, type, "boolean");
      }
    }
  }

  /**
   * Returns the rows with just these columns: features, label, then weight and validation if set.
   */
  Dataset<Row> select(Dataset<?> data) {
    List<Column> columns = new ArrayList<>();
    features.columns().forEach(name -> columns.add(column(name)));
    columns.add(column(label));
    if (weight != null) {
      columns.add(column(weight));
    }
    if (validation != null) {
      columns.add(column(validation));
    }
    return data.select(columns.toArray(new Column[0]));
  }

  /** A name with a dot in it would otherwise be taken for a field of a struct. */
  private static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }
}
