package org.coherer.training.job;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.driver.DriverEndpoint;
import org.coherer.training.driver.RunAccess;
import org.coherer.training.driver.RunReports;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.TrainingListener;
import org.coherer.training.loop.OptimizerHandover;
import org.coherer.training.plan.ServerPlan;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.saving.RunCheckpoints;
import org.coherer.training.trainer.Checkpointing;
import org.coherer.training.trainer.RankPartitioner;
import org.coherer.training.trainer.Trainer;
import org.coherer.training.trainer.TrainingFailedException;
import org.coherer.training.trainer.TrainingResult;
import org.coherer.training.trainer.TrainingStart;
import org.coherer.training.transport.auth.RunSecret;
import scala.Tuple2;

/**
 * Carries out a plan as jobs of Spark, on the driver, and brings the result there.
 *
 * <p>The stage of the ranks is followed by a shuffle, which makes it a shuffle map stage: the only
 * kind of barrier stage that Spark runs again when a task or an executor is lost.
 *
 * @param spark the application
 * @param stage what kind of stage the ranks are tasks of
 */
public record RunDriver(JavaSparkContext spark, StageKind stage) implements Trainer {

  @Override
  public TrainingResult train(
      TrainingPlan plan,
      NetworkShape shape,
      TrainingStart start,
      JavaPairRDD<Integer, RecordBlock> shards,
      TrainingListener listener) {
    RankPartitioner.check(shards, plan.workers().count());
    checkRanks(plan);
    plan.data().layout().checkFits(shape);
    if (plan.exchange().shardOptimizerState()) {
      shape.checkShardable();
    }
    long parameters = shape.parameterCount();
    start.checkFits(shape);
    ResultAssembly result = new ResultAssembly(parameters);
    OptimizerHandover optimizer = handover(plan, start);
    if (optimizer.kept()) {
      result = result.withState(optimizer.layout().stateLength());
    }
    try (WorkerStart started = WorkerStart.of(start.parameters(), optimizer, spark)) {
      return train(plan, started, start.checkpoints(), result, shards, listener);
    } catch (TrainingFailedException e) {
      throw withInterrupt(e);
    }
  }

  private static void checkRanks(TrainingPlan plan) {
    if (plan.exchange().agreement() instanceof ServerPlan) {
      throw new IllegalArgumentException(
          "Cannot train with a parameter server among ranks (use the elastic trainer)");
    }
  }

  /** After all has been closed, part of which does not work in a thread that is interrupted. */
  private static TrainingFailedException withInterrupt(TrainingFailedException failure) {
    if (failure.getCause() instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return failure;
  }

  private static OptimizerHandover handover(TrainingPlan plan, TrainingStart start) {
    if (start.optimizerState() == null && !start.keepOptimizerState()) {
      return OptimizerHandover.NONE;
    }
    OptimizerLayout layout =
        Engines.of(plan.network().spec()).optimizerLayout(plan.replicaSettings());
    return new OptimizerHandover(start.optimizerState(), start.keepOptimizerState(), layout);
  }

  private TrainingResult train(
      TrainingPlan plan,
      WorkerStart start,
      Optional<Checkpointing> checkpoints,
      ResultAssembly result,
      JavaPairRDD<Integer, RecordBlock> shards,
      TrainingListener listener) {
    RunSecret secret = RunSecret.random();
    long token = new SecureRandom().nextLong();
    ResultLayout layout =
        ResultLayout.within(spark.getConf(), result.numbers(), plan.data().epochs());
    int ranks = stage.ranks(plan.workers());
    RunReports reports = new RunReports(RunEvent.runId(token), listener);
    // Closed last, after what the ranks have reported was received.
    try (RunCheckpoints committed =
            checkpoints.map(each -> new RunCheckpoints(each, token, reports::report)).orElse(null);
        DriverEndpoint driver = listen(plan, token, secret, reports)) {
      if (committed != null) {
        driver.onSlice(committed::slice);
      }
      boolean encrypted = plan.transport().options().encrypted();
      RunEntry entry = new RunEntry(token, secret, driver.host(), driver.port(), encrypted);
      Rounds rounds = new Rounds(stage.attemptsPerRound(), plan, driver, committed);
      TrainingResult trained =
          rounds.run(
              ranks,
              round ->
                  round(
                      new WorkerTask(plan, entry, round, start, checkpoints.orElse(null), layout),
                      driver,
                      committed,
                      rounds,
                      result,
                      shards));
      if (committed != null) {
        committed.finish();
      }
      return trained;
    }
  }

  private TrainingResult round(
      WorkerTask task,
      DriverEndpoint driver,
      RunCheckpoints committed,
      Rounds rounds,
      ResultAssembly result,
      JavaPairRDD<Integer, RecordBlock> shards) {
    Supplier<Optional<String>> hopeless = () -> hopeless(driver, committed);
    Supplier<Optional<String>> over = () -> hopeless.get().or(rounds::over);
    String tag = tagOf(task.entry().token());
    RDD<Tuple2<Integer, byte[]>> parts =
        stage.launch(RegroupedShards.of(shards, task.placement()).rdd(), task);
    JavaPairRDD<Integer, byte[]> results =
        JavaPairRDD.fromJavaRDD(parts.toJavaRDD())
            .partitionBy(new RankPartitioner(task.result().partitions()));
    try (RoundWatch watch = stage.watch(task, parts.id(), driver, over, tag)) {
      return new RunJobs(spark, tag, description(task))
          .run(
              () -> {
                watch.awaitSlots();
                TrainingResult found = result.of(results.values().toLocalIterator());
                // A short run may have come to its end before the watch has seen why it must not.
                if (hopeless.get().isPresent()) {
                  throw new IllegalStateException(hopeless.get().get());
                }
                return found;
              },
              failure -> watch.failure().orElseGet(() -> driver.describeFailure(failure)),
              watch::meaning);
    }
  }

  /** Returns why no further attempt can succeed, if that is known. */
  private static Optional<String> hopeless(DriverEndpoint driver, RunCheckpoints committed) {
    return driver
        .hopelessFailure()
        .map(what -> "Training failed on " + what)
        .or(() -> Optional.ofNullable(committed).flatMap(RunCheckpoints::failure));
  }

  private static String description(WorkerTask task) {
    return "Coherer: "
        + task.plan().data().epochs()
        + " epochs with "
        + task.round().ranks()
        + (task.round().ranks() == 1 ? " worker" : " workers");
  }

  /** Tells the run's jobs from all others. */
  private static String tagOf(long token) {
    return "coherer-" + RunEvent.runId(token);
  }

  /** Listens at the address at which Spark's own driver is reached. */
  private DriverEndpoint listen(
      TrainingPlan plan, long token, RunSecret secret, TrainingListener listener) {
    String host = spark.getConf().get("spark.driver.host");
    String bind = spark.getConf().get("spark.driver.bindAddress", host);
    RunAccess access =
        new RunAccess(token, SparkSecret.mixedInto(secret), plan.transport().options().encrypted());
    return DriverEndpoint.open(bind, host, access, listener);
  }
}
