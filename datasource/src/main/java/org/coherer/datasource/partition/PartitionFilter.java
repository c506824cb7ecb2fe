package org.coherer.datasource.partition;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.apache.spark.sql.sources.And;
import org.apache.spark.sql.sources.EqualNullSafe;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.IsNull;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.sources.Or;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Says which values of partition columns, or others that all rows of a file have, pass a filter of
 * Spark's. Where a comparison with null is neither true nor false, no row passes; a negation of it
 * is not translated, so that this is right.
 */
public final class PartitionFilter {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1000;

  private final StructType fields;

  /**
   * Makes one.
   *
   * @param fields the partition columns
   */
  public PartitionFilter(StructType fields) {
    this.fields = fields;
  }

  /**
   * Returns what decides about the values of a file, or nothing if the filter is about other
   * columns, or of a kind that is left to Spark.
   *
   * @param filter of Spark's
   */
  public Optional<Decision> translate(Filter filter) {
    if (filter instanceof And both) {
      return translate(both.left())
          .flatMap(one -> translate(both.right()).map(two -> v -> one.passes(v) && two.passes(v)));
    }
    if (filter instanceof Or either) {
      return translate(either.left())
          .flatMap(
              one -> translate(either.right()).map(two -> v -> one.passes(v) || two.passes(v)));
    }
    if (filter instanceof IsNull test) {
      return column(test.attribute()).map(at -> values -> values[at] == null);
    }
    if (filter instanceof IsNotNull test) {
      return column(test.attribute()).map(at -> values -> values[at] != null);
    }
    return filter instanceof In test ? oneOf(test) : comparison(filter);
  }

  /** What decides whether a file is read. */
  @FunctionalInterface
  public interface Decision {
    /**
     * Says whether rows with these values pass.
     *
     * @param values of the partition columns, as Spark has them inside
     */
    boolean passes(Object[] values);
  }

  private Optional<Decision> oneOf(In test) {
    List<Optional<Decision>> each =
        Stream.of(test.values())
            .map(value -> compared(test.attribute(), value, order -> order == 0))
            .toList();
    return each.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(values -> each.stream().anyMatch(one -> one.orElseThrow().passes(values)));
  }

  private Optional<Decision> comparison(Filter filter) {
    if (filter instanceof EqualTo test) {
      return compared(test.attribute(), test.value(), order -> order == 0);
    }
    if (filter instanceof EqualNullSafe test) {
      return compared(test.attribute(), test.value(), order -> order == 0);
    }
    if (filter instanceof LessThan test) {
      return compared(test.attribute(), test.value(), order -> order < 0);
    }
    if (filter instanceof LessThanOrEqual test) {
      return compared(test.attribute(), test.value(), order -> order <= 0);
    }
    if (filter instanceof GreaterThan test) {
      return compared(test.attribute(), test.value(), order -> order > 0);
    }
    if (filter instanceof GreaterThanOrEqual test) {
      return compared(test.attribute(), test.value(), order -> order >= 0);
    }
    return Optional.empty();
  }

  private Optional<Decision> compared(String name, Object literal, IntPredicate wanted) {
    return column(name)
        .flatMap(
            at ->
                inside(literal)
                    .filter(limit -> limit.getClass() == classOf(at))
                    .map(
                        limit ->
                            values ->
                                values[at] != null && wanted.test(compare(values[at], limit))));
  }

  private Optional<Integer> column(String name) {
    int at = List.of(fields.fieldNames()).indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(at);
  }

  private Class<?> classOf(int column) {
    return switch (fields.fields()[column].dataType().typeName()) {
      case "integer", "date" -> Integer.class;
      case "long", "timestamp" -> Long.class;
      case "double" -> Double.class;
      default -> UTF8String.class;
    };
  }

  /**
   * Returns a literal of a filter as Spark has it inside; nothing if it is of another type, or a
   * day or time that Spark cannot have.
   */
  private static Optional<Object> inside(Object literal) {
    if (literal instanceof String text) {
      return Optional.of(UTF8String.fromString(text));
    }
    try {
      if (literal instanceof Date date) {
        return Optional.of(Math.toIntExact(date.toLocalDate().toEpochDay()));
      }
      if (literal instanceof LocalDate date) {
        return Optional.of(Math.toIntExact(date.toEpochDay()));
      }
      if (literal instanceof Timestamp time) {
        return Optional.of(micros(time.toInstant()));
      }
      if (literal instanceof Instant time) {
        return Optional.of(micros(time));
      }
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
    return Optional.ofNullable(literal);
  }

  /** Takes any time of Spark's: nanoseconds in between would end in the year 2262. */
  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND),
        time.getNano() / NANOS_PER_MICRO);
  }

  /** Compares two values of one type. The two zeros are equal. */
  private static int compare(Object one, Object other) {
    if (one instanceof Double number && other instanceof Double limit) {
      return Double.compare(number + 0.0, limit + 0.0);
    }
    if (one instanceof UTF8String text && other instanceof UTF8String limit) {
      return text.compareTo(limit);
    }
    if (one instanceof Long number && other instanceof Long limit) {
      return Long.compare(number, limit);
    }
    return Integer.compare((Integer) one, (Integer) other);
  }
}
