package org.coherer.ml.trainer;

import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.connector.cluster.ClusterView;
import org.coherer.connector.cluster.Placement;
import org.coherer.connector.cluster.Placements;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.plan.Exchange;
import org.coherer.training.single.SingleTaskTrainer;
import org.coherer.training.trainer.Trainer;

/**
 * One worker in an ordinary task. Its plan is that of all-reduce with one worker, so each resumes
 * from checkpoints of the other.
 *
 * @param params those of the estimator
 */
record LocalKind(TrainingParams<?> params) implements TrainerKind {

  static final String NAME = "local";

  @Override
  public Placement placement(ClusterView cluster) {
    return Placements.oneTask(cluster.conf(), params.getNumWorkers(), params.getMinWorkers());
  }

  @Override
  public Exchange exchange() {
    return AllReduceKind.exchangeOf(params);
  }

  @Override
  public Trainer on(JavaSparkContext spark) {
    return new SingleTaskTrainer(spark);
  }
}
