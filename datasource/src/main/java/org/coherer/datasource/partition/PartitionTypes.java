package org.coherer.datasource.partition;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** The types of partition columns, and their values as Spark has them inside. */
final class PartitionTypes {
  /** In the order in which they are tried. Dates and numbers have no value in common. */
  private static final List<DataType> TRIED =
      List.of(DataTypes.IntegerType, DataTypes.LongType, DataTypes.DoubleType, DataTypes.DateType);

  /** What Java parses as a double, without its suffixes, hexadecimal digits and words. */
  private static final Pattern DOUBLE =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private PartitionTypes() {}

  /** Returns the first type that all values have; a string if there are nulls alone. */
  static DataType infer(Collection<String> values) {
    List<String> known = values.stream().filter(Objects::nonNull).distinct().toList();
    return TRIED.stream()
        .filter(
            type -> !known.isEmpty() && known.stream().allMatch(v -> parse(v, type).isPresent()))
        .findFirst()
        .orElse(DataTypes.StringType);
  }

  /** Returns the value as Spark has it inside, or nothing if it is none of the type's. */
  static Optional<Object> parse(String text, DataType type) {
    try {
      if (type.equals(DataTypes.IntegerType)) {
        return Optional.of(Integer.parseInt(text));
      }
      if (type.equals(DataTypes.LongType)) {
        return Optional.of(Long.parseLong(text));
      }
      if (type.equals(DataTypes.DoubleType)) {
        return DOUBLE.matcher(text).matches()
            ? Optional.of(Double.parseDouble(text))
            : Optional.empty();
      }
      if (type.equals(DataTypes.DateType)) {
        return Optional.of(Math.toIntExact(LocalDate.parse(text).toEpochDay()));
      }
    } catch (NumberFormatException | DateTimeParseException | ArithmeticException e) {
      return Optional.empty();
    }
    return type.equals(DataTypes.StringType)
        ? Optional.of(UTF8String.fromString(text))
        : Optional.empty();
  }
}
