package org.coherer.benchmarks.recovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coherer.benchmarks.barrier.Answers;
import org.coherer.benchmarks.barrier.BarrierSession;
import org.coherer.benchmarks.barrier.EmptyBarrierTask;
import org.coherer.benchmarks.barrier.Moment;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;

/** A Spark driver that trains, runs empty barrier jobs, and kills an executor under either. */
final class RecoveryWorker implements Worker {

  /** Writes the rows. */
  static final String WRITE = "write";

  /** Trains: epochs. */
  static final String FIT = "fit";

  /**
   * Trains, and kills the executor of a rank: epochs, rank, step. Answers with the milliseconds
   * until the next step, and the number of repeated steps.
   */
  static final String KILL_FIT = "kill-fit";

  /**
   * Runs an empty barrier job, and kills the executor of a task: its number. Answers with the
   * milliseconds until all tasks of the retry have started.
   */
  static final String KILL_EMPTY = "kill-empty";

  /**
   * Trains: epochs, and 1 if a worker that fails is to keep what it has in memory, else 0. Answers
   * with the median of the milliseconds between two steps of rank 0.
   */
  static final String STEPS = "steps";

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final BarrierSession session;

  private RecoveryWorker(Path folder, int executors) {
    session = new BarrierSession(RecoveryDriver.executors(executors), "recovery", folder);
  }

  /** Serves the parent; the arguments are a folder and the number of executors. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new RecoveryWorker(Path.of(arguments[0]), Integer.parseInt(arguments[1])));
  }

  @Override
  public String answer(Request request) {
    switch (request.verb()) {
      case WRITE -> session.write();
      case FIT -> {
        session.begin();
        session.fit(request.number(0));
      }
      case STEPS -> {
        return Answers.of(stepMillis(request.number(0), request.number(1) == 1));
      }
      case KILL_FIT -> {
        Recovered recovered = fit(request.number(0), request.number(1), request.number(2));
        return Answers.of(recovered.nextMillis(), (double) recovered.repeated());
      }
      case KILL_EMPTY -> {
        return Answers.of(empty(request.number(0)));
      }
      default -> throw request.unknown();
    }
    return "";
  }

  private double stepMillis(int epochs, boolean recoverFromMemory) {
    session.begin();
    session.recoverFromMemory(recoverFromMemory);
    try {
      session.fit(epochs);
    } finally {
      session.recoverFromMemory(true);
    }
    return StepTimes.medianMillis(session.moments().read(), epochs * BarrierSession.STEPS);
  }

  private Recovered fit(int epochs, int rank, int step) {
    session.begin();
    CompletableFuture<Void> fit = CompletableFuture.runAsync(() -> session.fit(epochs));
    List<Moment> noted = awaitAll("step " + step, step, fit);
    long victim = processOf(rank, noted);
    long killed = kill(victim);
    fit.join();
    List<Moment> all = session.moments().read();
    long last = all.get(all.size() - 1).number();
    if (last != (long) epochs * BarrierSession.STEPS) {
      throw new BenchmarkException("The training has ended with step " + last);
    }
    return Recovered.of(all, victim, killed, BarrierSession.WORKERS);
  }

  private double empty(int task) {
    session.begin();
    CompletableFuture<Void> job = CompletableFuture.runAsync(() -> session.empty(true));
    List<Moment> noted = awaitAll("empty barrier job", EmptyBarrierTask.met(0), job);
    long killed = kill(processOf(task, noted));
    job.join();
    List<Moment> all = session.moments().read();
    long retry = all.get(all.size() - 1).number() / 2;
    List<Moment> started =
        all.stream()
            .filter(moment -> moment.number() == EmptyBarrierTask.started((int) retry))
            .toList();
    if (retry == 0 || started.size() != BarrierSession.WORKERS) {
      throw new BenchmarkException(started.size() + " tasks have started in attempt " + retry);
    }
    return (started.get(started.size() - 1).nanos() - killed) / 1e6;
  }

  /** Waits until all ranks have noted something. */
  private List<Moment> awaitAll(String what, long number, CompletableFuture<Void> job) {
    return session
        .moments()
        .await(
            what,
            DEADLINE,
            noted -> {
              if (job.isDone()) {
                job.join(); // It may have failed, which says more than a time limit.
                throw new BenchmarkException("The job has ended before there was " + what);
              }
              return noted.stream().filter(moment -> moment.number() == number).count()
                  == BarrierSession.WORKERS;
            });
  }

  private static long processOf(int rank, List<Moment> noted) {
    return noted.stream()
        .filter(moment -> moment.rank() == rank)
        .findFirst()
        .orElseThrow()
        .process();
  }

  /** Kills an executor, which is a process that this one has started; returns when. */
  private static long kill(long process) {
    ProcessHandle executor =
        ProcessHandle.current()
            .descendants()
            .filter(each -> each.pid() == process)
            .findFirst()
            .orElseThrow(() -> new BenchmarkException("No executor is process " + process));
    long nanos = System.nanoTime();
    if (!executor.destroyForcibly()) {
      throw new BenchmarkException("Cannot kill process " + process);
    }
    return nanos;
  }

  @Override
  public void close() {
    session.close();
  }
}
