package org.coherer.training.trainer;

import org.apache.spark.api.java.JavaPairRDD;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.event.TrainingListener;
import org.coherer.training.plan.TrainingPlan;

/**
 * Carries out plans on the executors of a Spark application. How the ranks meet, exchange and
 * recover is the trainer's affair; what comes out for a plan and its shards is the same every time.
 */
public interface Trainer {

  /**
   * Trains. Blocks until the run has ended; when it returns or throws, no task of it is left.
   *
   * @param shape the shape of the plan's network
   * @param start what to start from, and what to keep
   * @param shards the records by rank: one partition for each of the plan's workers, by {@link
   *     RankPartitioner}
   * @param listener receives the run's events, on a thread of its own
   * @throws IllegalArgumentException if the plan cannot be carried out
   * @throws TrainingFailedException if ranks failed and the retries are used up
   * @throws org.coherer.training.loop.TrainingDivergedException if a loss, or the result, is not
   *     finite
   */
  TrainingResult train(
      TrainingPlan plan,
      NetworkShape shape,
      TrainingStart start,
      JavaPairRDD<Integer, RecordBlock> shards,
      TrainingListener listener);

  /** Trains from parameters that are drawn from the seed, and describes the network itself. */
  default TrainingResult train(
      TrainingPlan plan, JavaPairRDD<Integer, RecordBlock> shards, TrainingListener listener) {
    NetworkShape shape = Engines.of(plan.network().spec()).describe(plan.network().spec());
    return train(plan, shape, TrainingStart.FRESH, shards, listener);
  }
}
