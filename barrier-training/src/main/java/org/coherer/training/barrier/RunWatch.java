package org.coherer.training.barrier;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.coherer.training.cluster.BarrierStage;
import org.coherer.training.cluster.Decommission;
import org.coherer.training.cluster.ExecutorSlots;
import org.coherer.training.cluster.LostExecutor;
import org.coherer.training.cluster.RankTask;
import org.coherer.training.cluster.SlotPatience;
import org.coherer.training.driver.DriverEndpoint;
import org.coherer.training.job.RegroupException;
import org.coherer.training.job.RoundWatch;
import org.coherer.training.job.WorkerTask;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.transport.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a run from the driver, on a thread of its own, so that it never waits for what will not
 * come: has executors replaced that are known to be lost, says what an attempt waits for, and
 * cancels the job when no slot comes in place of a lost one or no attempt can succeed.
 */
final class RunWatch implements RoundWatch {

  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
  private static final long PERIOD_MILLIS = 200;
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** In which the ranks of an attempt that has failed end by themselves. */
  private static final Duration ENDING = Duration.ofSeconds(5);

  /** Between two looks. After a longer pause, the driver itself was frozen. */
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final SparkContext spark;
  private final TrainingPlan plan;
  private final DriverEndpoint driver;
  private final Supplier<Optional<String>> hopeless;
  private final BarrierStage stage;
  private final String tag;
  private final Silence silence;
  private final SlotPatience patience;
  private final Growth growth;
  private final Departures departures;
  private final Set<String> replaced = new HashSet<>();
  private final Set<Long> killed = new HashSet<>();
  private final Thread thread = new Thread(this::run, "coherer-run-watch");
  private long awakeNanos = System.nanoTime();
  private long lastLookNanos = awakeNanos;
  private OptionalLong lostSince = OptionalLong.empty();
  private int loadingAttempt = -1;
  private long nextLoadingLine;
  private volatile String failure;
  private volatile int otherRanks;
  private volatile boolean closed;

  private RunWatch(
      SparkContext spark,
      WorkerTask task,
      BarrierStage stage,
      DriverEndpoint driver,
      Supplier<Optional<String>> hopeless,
      String tag) {
    this.spark = spark;
    this.hopeless = hopeless;
    this.plan = task.plan();
    this.driver = driver;
    this.stage = stage;
    this.tag = tag;
    long heartbeat = spark.getConf().getTimeAsMs("spark.executor.heartbeatInterval", "10s");
    this.silence = new Silence(plan.transport().timeouts().peer(), Duration.ofMillis(heartbeat));
    this.patience =
        new SlotPatience(
            task.round().ranks(),
            plan.workers().least(),
            "numWorkers",
            plan.transport().timeouts().slots(),
            () -> ExecutorSlots.registered(spark),
            () -> ExecutorSlots.free(spark));
    this.growth =
        new Growth(task.placement(), plan.workers().most(), () -> ExecutorSlots.free(spark));
    this.departures =
        new Departures(
            executor -> Decommission.isPending(spark, executor), driver::askForCheckpoint);
  }

  /**
   * Starts to watch.
   *
   * @param task what the ranks of the round do
   * @param barrier the number of the RDD that the barrier stage computes
   * @param hopeless why no attempt can succeed, if that is known
   * @param tag that of the run's jobs
   */
  static RunWatch start(
      SparkContext spark,
      WorkerTask task,
      int barrier,
      DriverEndpoint driver,
      Supplier<Optional<String>> hopeless,
      String tag) {
    BarrierStage stage =
        new BarrierStage(barrier, task.round().ranks(), task.round().firstAttempt());
    RunWatch watch = new RunWatch(spark, task, stage, driver, hopeless, tag);
    spark.addSparkListener(stage);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  @Override
  public RuntimeException meaning(RuntimeException failed) {
    boolean interrupted = failed.getCause() instanceof InterruptedException;
    return otherRanks == 0 || interrupted
        ? failed
        : new RegroupException(failure, otherRanks, failed);
  }

  @Override
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Spark itself would look for slots every 15 s, for ten minutes, and nobody could cancel that.
   */
  @Override
  public void awaitSlots() throws InterruptedException {
    while (!patience.satisfied() && failure == null) {
      TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  private void run() {
    try {
      while (!closed && failure == null) {
        look(System.nanoTime());
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.debug("The run has ended");
    } catch (RuntimeException e) {
      if (!closed && !spark.isStopped()) {
        LOG.warn("Training goes on without a look at lost executors and slots", e);
      }
    }
  }

  private void look(long now) {
    if (now - lastLookNanos > LONGEST_PAUSE_NANOS) {
      awakeNanos = now;
    }
    lastLookNanos = now;
    hopeless.get().ifPresent(this::cancel);
    stage.running().forEach(task -> judge(task, now));
    stage.stale(ENDING).forEach(this::end);
    if (stage.waits()) {
      awaitSlots(now);
    } else {
      patience.rest();
      lostSince = OptionalLong.empty();
      sayWhoLoads(now);
      departures.look(stage.running());
      grow();
    }
  }

  private void judge(RankTask task, long now) {
    boolean over = stage.over(task.attempt());
    OptionalLong since = silence.lostSince(task, over, driver.signs(), awakeNanos, now);
    if (since.isEmpty() || spark.isLocal() || !replaced.add(task.executor())) {
      return;
    }
    String why =
        "no sign of life of rank "
            + task.rank()
            + " on "
            + task.host()
            + " for "
            + Durations.text(Duration.ofSeconds((now - since.getAsLong()) / 1_000_000_000));
    lostSince = since;
    if (!over) {
      driver.noteLoss(task.attempt(), task.rank(), task.host(), why);
    }
    if (!LostExecutor.replace(spark, task.executor(), why)) {
      cancel("Training failed: " + why + ", and this kind of cluster cannot replace executors");
    }
  }

  /** Such a task waits for a rank that is not there, in a slot that the next attempt needs. */
  private void end(long task) {
    if (killed.add(task)) {
      LOG.info("Ends task {}, whose attempt is over", task);
      spark.killTaskAttempt(task, true, "its attempt is over");
    }
  }

  private void awaitSlots(long now) {
    patience.await(now, lostSince.orElse(now), stage.loss()).ifPresent(LOG::warn);
    patience.exhausted(now, stage.loss()).ifPresent(this::shrink);
  }

  /** Goes on with the slots that are left, if that is allowed. */
  private void shrink(String why) {
    int left = ExecutorSlots.registered(spark);
    if (left >= plan.workers().least()) {
      regroup(left, why);
    } else {
      cancel(
          "Training failed: "
              + why
              + driver.firstFailure().map(text -> "; first, on " + text).orElse(""));
    }
  }

  /** Has a run that has fewer ranks than shards use slots that were added. */
  private void grow() {
    // What is not kept in memory would be lost: a sharded optimizer's state without copies, or all.
    Exchange exchange = plan.exchange();
    boolean kept =
        plan.workers().attempts().recoverFromMemory()
            && (!exchange.shardOptimizerState() || exchange.replicateOptimizerState());
    int epoch = driver.position().epoch();
    if (kept && epoch <= plan.data().epochs()) {
      growth.look(epoch).ifPresent(ranks -> regroup(ranks, "slots were added"));
    }
  }

  private void regroup(int ranks, String why) {
    otherRanks = ranks;
    cancel(why);
  }

  /** Says on which ranks the others wait before they have met, and that can take a while. */
  private void sayWhoLoads(long now) {
    Collection<RankTask> tasks = stage.running();
    int attempt = tasks.stream().mapToInt(RankTask::attempt).max().orElse(-1);
    if (attempt < 0 || driver.signs().started(attempt)) {
      return;
    }
    if (attempt != loadingAttempt) {
      loadingAttempt = attempt;
      nextLoadingLine = now + LINE_NANOS;
    } else if (now - nextLoadingLine > 0) {
      nextLoadingLine = now + LINE_NANOS;
      List<Integer> awaited = driver.awaitedRanks(attempt);
      LOG.info(
          "Attempt {}: the ranks have not met yet; {}",
          attempt + 1,
          awaited.isEmpty() ? "they connect" : awaited + " still load their shards");
    }
  }

  private void cancel(String why) {
    if (failure == null) {
      failure = why;
      LOG.warn("Cancels the run: {}", why);
      spark.cancelJobsWithTag(tag);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    spark.removeSparkListener(stage);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
