package org.coherer.ml.trainer;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.Param;
import org.coherer.connector.cluster.ClusterView;
import org.coherer.connector.cluster.Placement;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.TablesPlan;
import org.coherer.training.trainer.Trainer;

/** A value of the Param {@code trainer}. */
public sealed interface TrainerKind
    permits AllReduceKind, AveragingKind, ParameterServerKind, LocalKind {

  /** The name of the Param, for errors. */
  String PARAM = "trainer";

  /**
   * Returns that of an estimator.
   *
   * @throws IllegalArgumentException if there is no such one, or if Params are set that it does not
   *     ask for
   */
  static TrainerKind of(TrainingParams<?> params) {
    String name = params.getTrainer();
    checkOnly(
        AveragingKind.NAME,
        params,
        List.of(params.averagingSteps(), params.outerRate(), params.outerMomentum()));
    checkOnly(
        ParameterServerKind.NAME,
        params,
        List.of(
            params.numServers(),
            params.consistency(),
            params.staleness(),
            params.delayCompensation(),
            params.rateByStaleness()));
    return switch (name) {
      case AllReduceKind.NAME -> new AllReduceKind(params);
      case AveragingKind.NAME -> new AveragingKind(params);
      case ParameterServerKind.NAME -> new ParameterServerKind(params);
      case LocalKind.NAME -> new LocalKind(params);
      default ->
          throw new InvalidParamException(
              "Unknown trainer '"
                  + name
                  + "' (must be one of "
                  + String.join(
                      ", ",
                      AllReduceKind.NAME,
                      AveragingKind.NAME,
                      ParameterServerKind.NAME,
                      LocalKind.NAME)
                  + ")",
              PARAM);
    };
  }

  /** A copy by extractParamMap has every default set, so values count. */
  private static void checkOnly(String kind, TrainingParams<?> params, List<Param<?>> own) {
    for (Param<?> param : own) {
      boolean isSet = !params.$(param).equals(params.getDefault(param).get());
      if (isSet && !params.getTrainer().equals(kind)) {
        throw new InvalidParamException(
            param.name()
                + " is set and trainer is "
                + params.getTrainer()
                + " (only "
                + kind
                + " asks for it; set trainer to "
                + kind
                + ", or clear "
                + param.name()
                + ")",
            param.name(),
            PARAM);
      }
    }
  }

  /**
   * Returns how many workers there are to be, before anything starts.
   *
   * @throws IllegalArgumentException if there cannot be as many as the Params ask for
   */
  default int workers(SparkContext spark) {
    return placement(new ClusterView(spark, true)).orThrow();
  }

  /**
   * Returns how many workers there are to be, and what keeps them from starting.
   *
   * @throws IllegalArgumentException if Params contradict each other
   */
  Placement placement(ClusterView cluster);

  /**
   * Returns what the workers exchange.
   *
   * @throws IllegalArgumentException if Params contradict each other
   */
  Exchange exchange();

  /**
   * Returns what the workers exchange where there are embedding tables.
   *
   * @throws IllegalArgumentException if this trainer has none, or as {@link #exchange()}
   */
  default Exchange exchange(TablesPlan tables) {
    throw new InvalidParamException(
        "Cannot train embedding tables with this trainer (set trainer to "
            + ParameterServerKind.NAME
            + ", whose servers hold them)",
        PARAM,
        "embeddings");
  }

  /** Returns who carries plans out. */
  Trainer on(JavaSparkContext spark);
}
