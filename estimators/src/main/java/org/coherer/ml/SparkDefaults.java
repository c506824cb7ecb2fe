package org.coherer.ml;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.coherer.connector.cluster.CohererSettings;
import scala.Option;

/**
 * Spark-wide defaults of Params: one that is not set on a stage takes the value of {@code
 * spark.coherer.<name>}, unless another one is set that takes its place. Elements of arrays are
 * separated by commas, and numbers of bytes may be written like 512m.
 */
final class SparkDefaults {

  private final RuntimeConfig settings;

  SparkDefaults(SparkSession session) {
    this.settings = session.conf();
  }

  /** Returns those of the session that a DataFrame belongs to. */
  static SparkDefaults of(Dataset<?> data) {
    return new SparkDefaults(data.sparkSession());
  }

  /** Returns those of the session that this thread works for. */
  static SparkDefaults active() {
    return new SparkDefaults(SparkSession.active());
  }

  /**
   * Returns a copy of a stage with the defaults filled in.
   *
   * @throws IllegalArgumentException if a setting is no value of its Param. The message names the
   *     setting and its value
   */
  <T extends Params> T fill(T stage) {
    @SuppressWarnings("unchecked") // a copy of a stage is a stage of that type
    T filled = (T) stage.copy(ParamMap.empty());
    for (Param<?> param : stage.params()) {
      fill(stage, filled, param);
    }
    return filled;
  }

  /**
   * Fits a copy of an estimator that has the defaults filled in, so that its model gets them, too.
   *
   * @throws IllegalArgumentException if anything is wrong before training starts. The message names
   *     the settings that the values come from which it names
   */
  <E extends Estimator<M>, M extends Model<M>> M fit(E estimator, Function<E, M> fit) {
    return ask(estimator, fit).setParent(estimator);
  }

  /**
   * Asks a copy of a stage that has the defaults filled in.
   *
   * @throws IllegalArgumentException as {@link #fit}
   */
  <S extends Params, R> R ask(S stage, Function<S, R> question) {
    try {
      return question.apply(fill(stage));
    } catch (IllegalArgumentException e) {
      throw explain(stage, e);
    }
  }

  private <V> void fill(Params stage, Params filled, Param<V> param) {
    String name = CohererSettings.PREFIX + param.name();
    Option<String> text = settings.getOption(name);
    if (text.isEmpty() || stage.isSet(param) || Alternatives.isReplaced(stage, param.name())) {
      return;
    }
    try {
      @SuppressWarnings("unchecked") // parsed by the Param's own type
      V value = (V) parse(param, text.get().strip());
      filled.set(param, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Invalid " + name + "=" + text.get() + ": " + e.getMessage(), e);
    }
  }

  /** Adds to an error which of the Params that it names have their values from settings. */
  private IllegalArgumentException explain(Params stage, IllegalArgumentException problem) {
    String message = String.valueOf(problem.getMessage());
    Set<String> sources = new TreeSet<>();
    for (Param<?> param : stage.params()) {
      String name = CohererSettings.PREFIX + param.name();
      if (!stage.isSet(param)
          && !Alternatives.isReplaced(stage, param.name())
          && settings.getOption(name).isDefined()
          && message.contains(param.name())) {
        sources.add(name);
      }
    }
    return sources.isEmpty()
        ? problem
        : new IllegalArgumentException(
            message + " [set by " + String.join(", ", sources) + "]", problem);
  }

  private static Object parse(Param<?> param, String text) {
    if (param instanceof IntParam) {
      return Integer.parseInt(text);
    } else if (param instanceof LongParam) {
      return whole(text);
    } else if (param instanceof DoubleParam) {
      return Double.parseDouble(text);
    } else if (param instanceof BooleanParam) {
      return yesOrNo(text);
    } else if (param instanceof StringArrayParam) {
      return elements(text);
    } else if (param instanceof IntArrayParam) {
      return Arrays.stream(elements(text)).mapToInt(Integer::parseInt).toArray();
    } else if (param instanceof DoubleArrayParam) {
      return numbers(text);
    }
    return param.name().equals("initialWeights") ? Vectors.dense(numbers(text)) : text;
  }

  private static String[] elements(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toArray(String[]::new);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(elements(text)).mapToDouble(Double::parseDouble).toArray();
  }

  private static long whole(String text) {
    return text.matches("-?\\d+") ? Long.parseLong(text) : JavaUtils.byteStringAsBytes(text);
  }

  private static boolean yesOrNo(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("Not a yes or no (must be true or false)");
    }
    return Boolean.parseBoolean(text);
  }
}
