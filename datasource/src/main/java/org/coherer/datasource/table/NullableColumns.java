package org.coherer.datasource.table;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns without promises about nulls. A schema that a user gives may say NOT NULL, and nothing
 * has looked at the files yet; Spark believes it, and would read a null as 0.
 */
final class NullableColumns {
  private NullableColumns() {}

  /** Returns the same columns, all of which can be null, as can what they consist of. */
  static StructType of(StructType columns) {
    StructType nullable = new StructType();
    for (StructField field : columns.fields()) {
      nullable =
          nullable.add(new StructField(field.name(), of(field.dataType()), true, field.metadata()));
    }
    return nullable;
  }

  private static DataType of(DataType type) {
    if (type instanceof StructType struct) {
      return of(struct);
    }
    if (type instanceof ArrayType array) {
      return new ArrayType(of(array.elementType()), true);
    }
    if (type instanceof MapType map) {
      return new MapType(of(map.keyType()), of(map.valueType()), true);
    }
    return type;
  }
}
