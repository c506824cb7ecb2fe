package org.coherer.datasource.write;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Finds the columns that become directories, as {@code partitionBy} names them. */
final class DirectoryColumns {
  private DirectoryColumns() {}

  /**
   * Returns the names as the rows have them.
   *
   * @param fields all columns of a row
   * @param partitioning what was named
   * @param isCaseSensitive whether names that differ in case are different
   * @throws IllegalArgumentException if something else than a column is named, or a column whose
   *     values no name of a directory spells. The message has its type
   */
  static List<String> of(StructType fields, Transform[] partitioning, boolean isCaseSensitive) {
    Set<String> names = new LinkedHashSet<>();
    for (Transform transform : partitioning) {
      NamedReference[] columns = transform.references();
      if (!transform.name().equals("identity") || columns[0].fieldNames().length != 1) {
        throw new IllegalArgumentException(
            "Cannot partition by %s (must be a column)".formatted(transform.describe()));
      }
      StructField field = find(fields, columns[0].fieldNames()[0], isCaseSensitive);
      if (!isSpelled(field.dataType())) {
        throw new IllegalArgumentException(
            "Cannot partition by column '%s' of %s (must be STRING, a number, BOOLEAN or DATE: cast it)"
                .formatted(field.name(), field.dataType().sql()));
      }
      if (!names.add(field.name())) {
        throw new IllegalArgumentException(
            "Cannot partition by column '%s' twice (name it once)".formatted(field.name()));
      }
    }
    return List.copyOf(names);
  }

  /** Returns the column of this very name, or else one that differs in case where that may be. */
  private static StructField find(StructType fields, String name, boolean isCaseSensitive) {
    return Stream.of(fields.fields())
        .filter(field -> field.name().equals(name))
        .findFirst()
        .or(
            () ->
                Stream.of(fields.fields())
                    .filter(field -> !isCaseSensitive && field.name().equalsIgnoreCase(name))
                    .findFirst())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot partition by '%s' (must be one of the columns %s)"
                        .formatted(name, List.of(fields.fieldNames()))));
  }

  private static boolean isSpelled(DataType type) {
    return type instanceof StringType
        || type instanceof NumericType
        || type instanceof BooleanType
        || type instanceof DateType;
  }
}
