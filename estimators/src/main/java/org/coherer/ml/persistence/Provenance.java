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
 * @param data what it was trained on
 * @param versions the versions of what trained it
 * @param machine where it was trained
 * @param run how the training ran
 * @param params the Params at {@code fit}, defaults included: names and values in JSON
 */
public record Provenance(
    Data data, Versions versions, Machine machine, Run run, SortedMap<String, String> params)
    implements Serializable {

  /**
   * The data of a training.
   *
   * @param schema the schema, as {@code StructType.json()} gives it. A text, since Spark's parser
   *     loads classes that a schema names, and schemas are read from files
   * @param trainingRows how many rows trained the model
   * @param validationRows how many rows validated it
   */
  public record Data(String schema, long trainingRows, long validationRows)
      implements Serializable {

    /** Checks the numbers. */
    public Data {
      Objects.requireNonNull(schema, "schema");
      check(trainingRows >= 0, "training rows", trainingRows, "must be at least 0");
      check(validationRows >= 0, "validation rows", validationRows, "must be at least 0");
    }
  }

  /**
   * The run of a training.
   *
   * @param seed its seed
   * @param workers how many workers trained
   * @param started when {@code fit} began
   * @param seconds how long {@code fit} took
   */
  public record Run(long seed, int workers, Instant started, double seconds)
      implements Serializable {

    /** Checks the numbers. */
    public Run {
      Objects.requireNonNull(started, "started");
      check(workers >= 1, "number of workers", workers, "must be at least 1");
      check(
          seconds >= 0 && Double.isFinite(seconds),
          "duration in seconds",
          seconds,
          "must be finite, at least 0");
    }
  }

  /** Copies the map and checks that nothing is missing. */
  public Provenance {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(versions, "versions");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(run, "run");
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
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
