package org.coherer.ml.trainer;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.connector.cluster.ClusterView;
import org.coherer.connector.cluster.Placement;
import org.coherer.connector.cluster.Placements;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.elastic.ElasticTrainer;
import org.coherer.training.plan.Consistency;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.ServerPlan;
import org.coherer.training.plan.TablesPlan;
import org.coherer.training.trainer.Trainer;

/**
 * Workers in ordinary tasks, which send gradients to servers in tasks of another job.
 *
 * @param params those of the estimator
 */
record ParameterServerKind(TrainingParams<?> params) implements TrainerKind {

  static final String NAME = "parameterServer";

  private static final String SYNCHRONOUS = "synchronous";
  private static final String BOUNDED = "boundedStaleness";
  private static final String ASYNCHRONOUS = "asynchronous";

  @Override
  public Placement placement(ClusterView cluster) {
    if (params.getMinWorkers() > 0) {
      throw new InvalidParamException(
          "Invalid minWorkers "
              + params.getMinWorkers()
              + " (must be 0 with the trainer parameterServer, whose workers may be fewer than"
              + " numWorkers at any time)",
          "minWorkers",
          PARAM);
    }
    return Placements.elastic(cluster, params.getNumWorkers(), params.getNumServers());
  }

  @Override
  public Exchange exchange() {
    return new Exchange(params.getAccumulateSteps(), servers());
  }

  @Override
  public Exchange exchange(TablesPlan tables) {
    return new Exchange(params.getAccumulateSteps(), servers().with(tables));
  }

  private ServerPlan servers() {
    AllReduceKind.checkNoChoice(params);
    if (params.isSet(params.profileSteps())) {
      throw new InvalidParamException(
          "profileSteps is set and trainer is "
              + NAME
              + " (whose steps cannot be traced yet; clear profileSteps, or set another trainer)",
          "profileSteps",
          PARAM);
    }
    return InvalidParamException.naming(
        List.of("numServers", "delayCompensation", "rateByStaleness", "consistency"),
        () ->
            new ServerPlan(
                params.getNumServers(),
                consistency(),
                params.getDelayCompensation(),
                params.getRateByStaleness()));
  }

  private Consistency consistency() {
    String name = params.getConsistency();
    boolean isDefault =
        params.$(params.staleness()).equals(params.getDefault(params.staleness()).get());
    if (!name.equals(BOUNDED) && !isDefault) {
      throw new InvalidParamException(
          "staleness is set and consistency is "
              + name
              + " (only boundedStaleness asks for it; set consistency to boundedStaleness, or clear"
              + " staleness)",
          "staleness",
          "consistency");
    }
    return switch (name) {
      case SYNCHRONOUS -> new Consistency.Synchronous();
      case BOUNDED -> new Consistency.BoundedStaleness(params.getStaleness());
      case ASYNCHRONOUS -> new Consistency.Asynchronous();
      default ->
          throw new InvalidParamException(
              "Unknown consistency '"
                  + name
                  + "' (must be one of "
                  + String.join(", ", SYNCHRONOUS, BOUNDED, ASYNCHRONOUS)
                  + ")",
              "consistency");
    };
  }

  @Override
  public Trainer on(JavaSparkContext spark) {
    return new ElasticTrainer(spark);
  }
}
