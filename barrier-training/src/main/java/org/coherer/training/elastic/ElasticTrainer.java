package org.coherer.training.elastic;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.security.SecureRandom;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.driver.DriverEndpoint;
import org.coherer.training.driver.RunAccess;
import org.coherer.training.driver.RunReports;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.TrainingListener;
import org.coherer.training.job.RunEntry;
import org.coherer.training.job.RunJobs;
import org.coherer.training.job.SparkSecret;
import org.coherer.training.loop.OptimizerPosition;
import org.coherer.training.plan.Clipping;
import org.coherer.training.plan.ServerPlan;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.rpc.RequestServer;
import org.coherer.training.saving.RunCheckpoints;
import org.coherer.training.trainer.RankPartitioner;
import org.coherer.training.trainer.TablesStart;
import org.coherer.training.trainer.Trainer;
import org.coherer.training.trainer.TrainingFailedException;
import org.coherer.training.trainer.TrainingResult;
import org.coherer.training.trainer.TrainingStart;
import org.coherer.training.transport.auth.RunSecret;

/**
 * Carries out a plan with a parameter server, on ordinary jobs: one for the servers, which lasts as
 * long as the run, and one after the other for the workers, each for some steps of an epoch. So
 * workers may be fewer than shards, start late, and be lost; after the loss of a server, the steps
 * since the last snapshot, which the driver has, are made again.
 */
public final class ElasticTrainer implements Trainer {

  private final JavaSparkContext spark;

  /** Creates a trainer for an application. */
  public ElasticTrainer(JavaSparkContext spark) {
    this.spark = spark;
  }

  @Override
  public TrainingResult train(
      TrainingPlan plan,
      NetworkShape shape,
      TrainingStart start,
      JavaPairRDD<Integer, RecordBlock> shards,
      TrainingListener listener) {
    if (!(plan.exchange().agreement() instanceof ServerPlan servers)) {
      throw new IllegalArgumentException(
          "Cannot train with a parameter server (the plan is that of " + plan.exchange() + ")");
    }
    check(plan, servers, shape);
    RunTables.check(plan, start);
    RankPartitioner.check(shards, plan.workers().count());
    plan.data().layout().checkFits(shape);
    start.checkFits(shape);
    try {
      return train(plan, start, shards, listener);
    } catch (TrainingFailedException e) {
      if (isOfInterrupt(e)) {
        Thread.currentThread().interrupt();
      }
      throw e;
    }
  }

  /** Files that are being written when a thread is interrupted are closed. */
  private static boolean isOfInterrupt(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof InterruptedException
          || each instanceof InterruptedIOException
          || each instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }

  private TrainingResult train(
      TrainingPlan plan,
      TrainingStart start,
      JavaPairRDD<Integer, RecordBlock> shards,
      TrainingListener listener) {
    RunSecret secret = RunSecret.random();
    long token = new SecureRandom().nextLong();
    String host = spark.getConf().get("spark.driver.host");
    String bind = spark.getConf().get("spark.driver.bindAddress", host);
    boolean encrypted = plan.transport().options().encrypted();
    RunAccess access = new RunAccess(token, SparkSecret.mixedInto(secret), encrypted);
    RunReports reports = new RunReports(RunEvent.runId(token), listener);
    // Closed after all that is to be committed was written; tables, once that is committed.
    try (RunTables tables = RunTables.of(plan, start, token);
        RunCheckpoints committed =
            start
                .checkpoints()
                .map(each -> new RunCheckpoints(each, token, reports::report))
                .orElse(null);
        DriverEndpoint driver = DriverEndpoint.open(bind, host, access, reports)) {
      RunEntry entry = new RunEntry(token, secret, driver.host(), driver.port(), encrypted);
      TrainingResult result =
          train(new Job(plan, start, tables, entry, bind), driver, committed, shards, reports);
      if (committed != null) {
        committed.finish();
      }
      return result;
    }
  }

  /**
   * What is to be done.
   *
   * @param tables the run's embedding tables
   * @param bind the address of this machine to listen at
   */
  private record Job(
      TrainingPlan plan, TrainingStart start, RunTables tables, RunEntry entry, String bind) {

    ServerPlan servers() {
      return (ServerPlan) plan.exchange().agreement();
    }

    ElasticTask task(int port) {
      return new ElasticTask(
          plan,
          before(start),
          entry,
          new ElasticTask.Coordinates(entry.driverHost(), port),
          start.tables().map(TablesStart::folder).orElse(null));
    }
  }

  private TrainingResult train(
      Job job,
      DriverEndpoint driver,
      RunCheckpoints committed,
      JavaPairRDD<Integer, RecordBlock> shards,
      RunReports reports) {
    try (Coordinator coordinator = new Coordinator(job.servers().servers());
        RequestServer listening =
            Channels.listen(job.plan(), job.entry(), job.bind(), coordinator)) {
      ElasticTask task = job.task(listening.port());
      WorkerJobs jobs = new WorkerJobs(spark, task, shards, coordinator, driver);
      ElasticRun run = new ElasticRun(spark, task, coordinator, jobs, reports);
      String tag = "coherer-" + RunEvent.runId(job.entry().token());
      return new RunJobs(spark, tag, description(job.plan(), job.servers()))
          .run(
              () -> run.train(job.start(), committed, job.tables()),
              failure -> explain(driver, failure),
              any -> any);
    }
  }

  private static OptimizerPosition before(TrainingStart start) {
    OptimizerState state = start.optimizerState();
    return state == null
        ? OptimizerPosition.START
        : new OptimizerPosition(state.steps(), state.epochs());
  }

  private static String explain(DriverEndpoint driver, Exception failure) {
    return failure instanceof IllegalStateException
        ? "Training failed: " + failure.getMessage()
        : driver.describeFailure(failure);
  }

  private static String description(TrainingPlan plan, ServerPlan servers) {
    return "Coherer: "
        + plan.data().epochs()
        + " epochs with "
        + servers.servers()
        + " parameter servers and "
        + plan.workers().count()
        + " workers";
  }

  /** Refuses what this trainer does not do. */
  private static void check(TrainingPlan plan, ServerPlan servers, NetworkShape shape) {
    if (servers.servers() > 1) {
      if (shape.shardingObstacle() != null) {
        throw new IllegalArgumentException(
            "Cannot share the parameters among "
                + servers.servers()
                + " servers: "
                + shape.shardingObstacle()
                + " (set numServers to 1)");
      }
      if (servers.consistency().isSynchronous()
          && plan.controls().clipping() instanceof Clipping.ByNorm) {
        throw new IllegalArgumentException(
            "Cannot clip the gradients of a synchronous update by their norm on "
                + servers.servers()
                + " servers (set numServers to 1, or clipValue instead of clipNorm)");
      }
    }
    if (servers.servers() > shape.parameterCount()) {
      throw new IllegalArgumentException(
          "Invalid numServers "
              + servers.servers()
              + " (must be at most the number of parameters, "
              + shape.parameterCount()
              + ")");
    }
  }
}
