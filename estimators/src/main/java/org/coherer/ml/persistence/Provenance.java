package org.coherer.ml.persistence;

import java.io.Serializable;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Where a model comes from: what it was trained on, by what, and how.
 *
 * @param schema the schema of the training data, as {@code StructType.json()} gives it. A text,
 *     since Spark's parser loads classes that a schema names, and schemas are read from files
 * @param trainingRows the rows that it was trained on
 * @param validationRows the rows that it was measured on
 * @param versions the versions of what trained it
 * @param seed the seed of the run
 * @param workers the workers that trained it
 * @param started when {@code fit} began
 * @param seconds how long {@code fit} took
 * @param params the Params at {@code fit}, defaults included: names and values in JSON
 */
public record Provenance(
    String schema,
    long trainingRows,
    long validationRows,
    Versions versions,
    long seed,
    int workers,
    Instant started,
    double seconds,
    SortedMap<String, String> params)
    implements Serializable {

  /** Copies the map and checks the numbers. */
  public Provenance {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(versions, "versions");
    Objects.requireNonNull(started, "started");
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
    check(trainingRows >= 0, "training rows", trainingRows, "must be at least 0");
    check(validationRows >= 0, "validation rows", validationRows, "must be at least 0");
    check(workers >= 1, "number of workers", workers, "must be at least 1");
    check(
        seconds >= 0 && Double.isFinite(seconds),
        "duration in seconds",
        seconds,
        "must be finite, at least 0");
  }

  private static void check(boolean holds, String what, Object value, String constraint) {
    if (!holds) {
      throw new IllegalArgumentException("Invalid " + what + " " + value + " (" + constraint + ")");
    }
  }

  /** Returns what a stage has set or by default, as {@link #params} wants it. */
  public static SortedMap<String, String> paramsOf(Params stage) {
    SortedMap<String, String> values = new TreeMap<>();
    for (Param<?> param : stage.params()) {
      if (stage.isDefined(param)) {
        values.put(param.name(), json(stage, param));
      }
    }
    return values;
  }

  private static <T> String json(Params stage, Param<T> param) {
    return param.jsonEncode(stage.getOrDefault(param));
  }
}
