package org.coherer.training.job;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.rdd.RDD;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.driver.DriverEndpoint;
import org.coherer.training.plan.Workers;
import scala.Tuple2;

/** What kind of stage the ranks of a run are tasks of: what trainers on jobs of Spark differ in. */
public interface StageKind {

  /** Returns how many ranks the run begins with. */
  int ranks(Workers workers);

  /** Returns how many numbers a round has for its attempts. */
  int attemptsPerRound();

  /**
   * Returns the parts of the result by the partition that each travels in, which the ranks of a
   * round compute.
   *
   * @param shards the records by rank
   */
  RDD<Tuple2<Integer, byte[]>> launch(RDD<Tuple2<Integer, RecordBlock>> shards, WorkerTask task);

  /**
   * Starts to watch a round.
   *
   * @param task what the ranks of the round do
   * @param rdd the number of the RDD that {@link #launch} has returned
   * @param hopeless why no attempt can succeed, if that is known
   * @param tag that of the run's jobs
   */
  RoundWatch watch(
      WorkerTask task,
      int rdd,
      DriverEndpoint driver,
      Supplier<Optional<String>> hopeless,
      String tag);
}
