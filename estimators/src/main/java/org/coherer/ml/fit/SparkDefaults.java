package org.coherer.ml.fit;

import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.coherer.connector.cluster.CohererConf;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.KnownParams;
import scala.Option;

/**
 * Spark-wide defaults of Params: one that is not set on a stage takes the value of {@code
 * spark.coherer.<name>} of the session or the application, unless another one is set that takes its
 * place.
 */
public final class SparkDefaults {

  private final CohererConf conf;

  private SparkDefaults(CohererConf conf) {
    this.conf = conf;
    conf.checkKnown(KnownParams.names());
  }

  /**
   * Returns those of the session that a DataFrame belongs to.
   *
   * @throws IllegalArgumentException if it has a setting that is unknown
   */
  public static SparkDefaults of(Dataset<?> data) {
    return new SparkDefaults(CohererConf.of(data.sparkSession()));
  }

  /**
   * Returns those of the session that this thread works for; of the application, if it has none.
   *
   * @throws IllegalArgumentException if it has a setting that is unknown
   */
  public static SparkDefaults active() {
    Option<SparkSession> session =
        SparkSession.getActiveSession().orElse(SparkSession::getDefaultSession);
    if (session.isDefined()) {
      return new SparkDefaults(CohererConf.of(session.get()));
    }
    SparkEnv application = SparkEnv.get();
    return new SparkDefaults(
        CohererConf.of(application == null ? new SparkConf(false) : application.conf()));
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
   * @throws IllegalArgumentException if anything is wrong before training starts. If a Param is at
   *     fault whose value comes from a setting, the message names the setting
   */
  public <E extends Estimator<M>, M extends Model<M>> M fit(E estimator, Function<E, M> fit) {
    return ask(estimator, fit).setParent(estimator);
  }

  /**
   * Asks a copy of a stage that has the defaults filled in.
   *
   * @throws IllegalArgumentException as {@link #fit}
   */
  public <S extends Params, R> R ask(S stage, Function<S, R> question) {
    try {
      return question.apply(fill(stage));
    } catch (InvalidParamException e) {
      throw explain(stage, e);
    }
  }

  private <V> void fill(Params stage, Params filled, Param<V> param) {
    Optional<String> text = setting(stage, param);
    if (text.isEmpty()) {
      return;
    }
    try {
      @SuppressWarnings("unchecked") // parsed by the Param's own type
      V value = (V) ParamText.parse(param, text.get().strip());
      filled.set(param, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Invalid " + CohererConf.PREFIX + param.name() + "=" + text.get() + ": " + e.getMessage(),
          e);
    }
  }

  /** Returns the text that a Param's value comes from; empty if it comes from elsewhere. */
  private Optional<String> setting(Params stage, Param<?> param) {
    return stage.isSet(param) || Alternatives.isReplaced(stage, param.name())
        ? Optional.empty()
        : conf.text(param.name());
  }

  /** Adds to an error which of the Params at fault have their values from settings. */
  private InvalidParamException explain(Params stage, InvalidParamException problem) {
    TreeSet<String> sources = new TreeSet<>();
    for (String name : problem.params()) {
      if (stage.hasParam(name) && setting(stage, stage.getParam(name)).isPresent()) {
        sources.add(CohererConf.PREFIX + name);
      }
    }
    return sources.isEmpty()
        ? problem
        : new InvalidParamException(
            problem.getMessage() + " [set by " + String.join(", ", sources) + "]",
            problem.params(),
            problem);
  }
}
