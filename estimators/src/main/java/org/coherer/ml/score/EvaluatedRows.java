package org.coherer.ml.score;

import static org.apache.spark.sql.functions.col;

import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.Columns;

/** Columns as evaluations want them. */
public final class EvaluatedRows {

  private EvaluatedRows() {}

  /** Returns a name for a column that no DataFrame has. */
  public static String fresh(String what) {
    return what + "_" + UUID.randomUUID();
  }

  /**
   * Returns a column as doubles, null where it is null.
   *
   * @param param the Param that names it, for the message
   * @throws IllegalArgumentException if it is missing or not numeric
   */
  public static Column number(StructType schema, String name, String param) {
    Columns.checkNumeric(schema, name, param);
    return column(name).cast("double");
  }

  /** Returns a column whatever its name looks like. */
  public static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
