package org.coherer.datasource.read;

import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table, compared with what the source has: some of its own, in any order, with
 * partition columns in the types that the user wants, and maybe the one of corrupt records.
 *
 * @param source what is read, with the types of partition columns that were given
 * @param fields the columns of the table
 */
public record GivenSchema(ReadSource source, StructType fields) {
  private static final String NOT_NULL = " NOT NULL";

  /**
   * Compares the columns that were given.
   *
   * @param given by the user, or as inferred
   * @param found what is read
   * @throws IllegalArgumentException if the source has no such column, or one of another type
   */
  public static GivenSchema resolve(StructType given, ReadSource found) {
    ReadSource source = found.with(found.partitions().as(given));
    StructType fields = new StructType();
    for (StructField field : given.fields()) {
      fields = fields.add(resolve(field, source));
    }
    return new GivenSchema(source, fields);
  }

  private static StructField resolve(StructField given, ReadSource source) {
    StructType schema = source.schema();
    int at = List.of(schema.fieldNames()).indexOf(given.name());
    if (at < 0 && source.corruptColumn().filter(given.name()::equals).isPresent()) {
      return corrupt(given);
    }
    if (at < 0) {
      throw new IllegalArgumentException(
          "Unknown column '%s' (%s has %s)"
              .formatted(given.name(), source.description(), schema.toDDL()));
    }
    StructField own = schema.fields()[at];
    if (!sameIgnoringNulls(own.dataType(), given.dataType())) {
      throw new IllegalArgumentException(
          "Invalid type %s of column '%s' (must be %s in %s: omit the schema, or cast)"
              .formatted(
                  given.dataType().sql(),
                  given.name(),
                  own.dataType().sql(),
                  source.description()));
    }
    return own;
  }

  private static StructField corrupt(StructField given) {
    if (!given.dataType().equals(DataTypes.BinaryType)) {
      throw new IllegalArgumentException(
          "Invalid type %s of column '%s' (must be BINARY: it has the bytes of malformed records)"
              .formatted(given.dataType().sql(), given.name()));
    }
    return new StructField(given.name(), DataTypes.BinaryType, true, Metadata.empty());
  }

  /** Spark's {@code sql()} omits the nullability of elements, and has that of fields as words. */
  private static boolean sameIgnoringNulls(DataType one, DataType other) {
    return one.sql().replace(NOT_NULL, "").equals(other.sql().replace(NOT_NULL, ""));
  }
}
