package org.coherer.connector.spark;

import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;

/**
 * A column that a {@link BatchFunction} adds, which is never null: a double, or a dense ML vector.
 *
 * @param length how many numbers the vector has; {@link #NUMBER} for a double
 */
public record AddedColumn(String name, int length, Metadata metadata) implements Serializable {

  /** The length of what is no vector. */
  public static final int NUMBER = -1;

  /** Returns the type. */
  public DataType type() {
    return length == NUMBER ? DataTypes.DoubleType : SQLDataTypes.VectorType();
  }
}
