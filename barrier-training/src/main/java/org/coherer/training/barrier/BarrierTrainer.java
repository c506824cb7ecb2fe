package org.coherer.training.barrier;

import java.security.SecureRandom;
import java.util.Iterator;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkDescription;
import org.coherer.training.event.TrainingListener;
import org.coherer.training.loop.TrainingDivergedException;
import org.coherer.training.loop.TrainingPlan;
import org.coherer.training.transport.auth.RunSecret;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.PackedVector;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Carries out a plan as one barrier stage and brings the result to the driver.
 *
 * <p>The barrier stage is followed by a shuffle, which makes it a shuffle map stage: the only kind
 * of barrier stage that Spark runs again when a task or an executor is lost.
 */
public final class BarrierTrainer {

  private static final String DESCRIPTION = "spark.job.description";
  private static final String INTERRUPT_ON_CANCEL = "spark.job.interruptOnCancel";

  private final JavaSparkContext spark;

  /** Creates one for an application. */
  public BarrierTrainer(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** Trains from parameters that are drawn from the seed. */
  public TrainingResult train(
      TrainingPlan plan, JavaPairRDD<Integer, RecordBlock> shards, TrainingListener listener) {
    return train(plan, null, shards, listener);
  }

  /**
   * Trains. Blocks until the run has ended; when it returns or throws, no task of it is left.
   *
   * @param initial the parameters to start from, or {@code null} to draw them from the seed
   * @param shards the records by rank: {@code plan.workers()} partitions by {@link RankPartitioner}
   * @param listener hears of the run's events, on a thread of its own
   * @throws IllegalArgumentException if the plan cannot be carried out
   * @throws TrainingFailedException if ranks failed and Spark has used up its retries
   * @throws TrainingDivergedException if the loss is no longer finite
   */
  public TrainingResult train(
      TrainingPlan plan,
      FlatVector initial,
      JavaPairRDD<Integer, RecordBlock> shards,
      TrainingListener listener) {
    if (shards.getNumPartitions() != plan.workers()) {
      throw new IllegalArgumentException(
          "Cannot train "
              + shards.getNumPartitions()
              + " shards with "
              + plan.workers()
              + " workers");
    }
    NetworkDescription network = Engines.named(plan.engine()).describe(plan.network());
    network.checkFits(plan.layout());
    if (plan.exchange().shardOptimizerState()) {
      network.checkShardable();
    }
    long parameters = network.parameterCount();
    if (initial != null && initial.length() != parameters) {
      throw new IllegalArgumentException(
          "Cannot start from "
              + initial.length()
              + " parameters (the network has "
              + parameters
              + ")");
    }
    Broadcast<PackedVector> start =
        initial == null ? null : spark.broadcast(new PackedVector(initial));
    try {
      return train(plan, start, parameters, shards, listener);
    } finally {
      if (start != null) {
        start.destroy();
      }
    }
  }

  private TrainingResult train(
      TrainingPlan plan,
      Broadcast<PackedVector> initial,
      long parameters,
      JavaPairRDD<Integer, RecordBlock> shards,
      TrainingListener listener) {
    RunSecret secret = RunSecret.random();
    long token = new SecureRandom().nextLong();
    try (DriverEndpoint driver =
        DriverEndpoint.open(spark, plan, token, SparkSecret.mixedInto(secret), listener)) {
      WorkerTask task = new WorkerTask(plan, token, secret, driver.host(), driver.port(), initial);
      int parts = ResultPart.countFor(parameters);
      JavaPairRDD<Integer, ResultPart> results =
          launch(shards, task).partitionBy(new RankPartitioner(parts));
      return withJobProperties(
          plan, token, () -> fetch(results.values().toLocalIterator(), parameters), driver);
    }
  }

  private static JavaPairRDD<Integer, ResultPart> launch(
      JavaPairRDD<Integer, RecordBlock> shards, WorkerTask task) {
    ClassTag<Tuple2<Integer, ResultPart>> tag = ClassTag$.MODULE$.apply(Tuple2.class);
    RDD<Tuple2<Integer, ResultPart>> barrier =
        shards.rdd().barrier().mapPartitions(new BarrierWorker(task), false, tag);
    return JavaPairRDD.fromJavaRDD(barrier.toJavaRDD());
  }

  private static TrainingResult fetch(Iterator<ResultPart> parts, long parameterCount) {
    ResultPart.Ending ending = (ResultPart.Ending) parts.next();
    if (ending.divergence() != null) {
      throw new TrainingDivergedException(ending.divergence());
    }
    FlatVector parameters = FlatVector.allocate(parameterCount);
    while (parts.hasNext()) {
      ResultPart.copyInto(parameters, (ResultPart.Parameters) parts.next());
    }
    return new TrainingResult(parameters, ending.history());
  }

  /** A step that blocks on Spark jobs. */
  private interface Jobs {
    TrainingResult run() throws Exception;
  }

  /**
   * Runs jobs that can be told from all others and that are interrupted, not merely asked, when
   * they are cancelled. Leaves the caller's own properties as they were.
   */
  private TrainingResult withJobProperties(
      TrainingPlan plan, long token, Jobs jobs, DriverEndpoint driver) {
    String tag = "coherer-" + Long.toHexString(token);
    String description = spark.getLocalProperty(DESCRIPTION);
    String interrupt = spark.getLocalProperty(INTERRUPT_ON_CANCEL);
    spark.addJobTag(tag);
    spark.setLocalProperty(INTERRUPT_ON_CANCEL, "true");
    spark.setLocalProperty(
        DESCRIPTION, "Coherer: " + plan.epochs() + " epochs with " + plan.workers() + " workers");
    try {
      return jobs.run();
    } catch (TrainingDivergedException e) {
      throw e;
    } catch (Exception e) {
      spark.cancelJobsWithTag(tag);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new TrainingFailedException(driver.describeFailure(e), e);
    } finally {
      spark.removeJobTag(tag);
      spark.setLocalProperty(INTERRUPT_ON_CANCEL, interrupt);
      spark.setLocalProperty(DESCRIPTION, description);
    }
  }
}
