package org.coherer.datasource.read;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Checks the schema that a user gives to a reader against the source's own. */
final class GivenSchema {
  private GivenSchema() {}

  /**
   * Returns the source's own fields with the given names, in the given order.
   *
   * @throws IllegalArgumentException if the source has no such column, or one of another type
   */
  static StructType resolve(StructType given, RowSource source) {
    StructType fields = new StructType();
    for (StructField field : given.fields()) {
      fields = fields.add(resolve(field, source));
    }
    return fields;
  }

  private static StructField resolve(StructField given, RowSource source) {
    for (StructField own : source.schema().fields()) {
      if (own.name().equals(given.name())) {
        if (!sameIgnoringNulls(own.dataType(), given.dataType())) {
          throw new IllegalArgumentException(
              String.format(
                  "Invalid type %s of column '%s' (must be %s in %s: omit the schema, or cast)",
                  given.dataType().sql(),
                  given.name(),
                  own.dataType().sql(),
                  source.description()));
        }
        return own;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            "Unknown column '%s' (%s has %s)",
            given.name(), source.description(), source.schema().toDDL()));
  }

  /** Spark's {@code sql()} omits the nullability of elements. */
  private static boolean sameIgnoringNulls(DataType one, DataType other) {
    return one.sql().equals(other.sql());
  }
}
