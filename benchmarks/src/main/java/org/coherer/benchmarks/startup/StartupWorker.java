package org.coherer.benchmarks.startup;

import java.nio.file.Path;
import org.coherer.benchmarks.barrier.Answers;
import org.coherer.benchmarks.barrier.BarrierSession;
import org.coherer.benchmarks.barrier.EmptyBarrierTask;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.coherer.benchmarks.spark.ExecutorProcesses;

/** A Spark driver that trains, and runs empty barrier jobs. */
final class StartupWorker implements Worker {

  /** As many as there are ranks. */
  static final ExecutorProcesses EXECUTORS = new ExecutorProcesses(BarrierSession.WORKERS, 1024);

  /** The argument of a driver with the plugin. */
  static final String PLUGIN = "plugin";

  /** The argument of one without. */
  static final String PLAIN = "plain";

  /** Reads the rows, and shuffles them. */
  static final String READ = "read";

  /** Writes the rows, and shuffles them. */
  static final String WRITE = "write";

  /**
   * Trains. Answers with milliseconds: from the submission of the barrier job to the first step,
   * and from the end of the job before to that submission.
   */
  static final String FIT = "fit";

  /**
   * Runs an empty barrier job. Answers with milliseconds from its submission: until all tasks have
   * started, and until Spark's barrier has let them go on.
   */
  static final String EMPTY = "empty";

  private final BarrierSession session;

  private StartupWorker(Path folder, boolean plugin) {
    session = new BarrierSession(EXECUTORS, "startup", folder, plugin);
  }

  /** Serves the parent; the arguments are a folder for the session's files, and its kind. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new StartupWorker(Path.of(arguments[0]), arguments[1].equals(PLUGIN)));
  }

  @Override
  public String answer(Request request) {
    return switch (request.verb()) {
      case WRITE -> {
        session.write();
        session.shuffle();
        yield "";
      }
      case READ -> {
        session.begin();
        session.shuffle();
        yield "";
      }
      case FIT -> {
        session.begin();
        session.fit(1);
        yield Answers.of(session.millisTo(1), session.idleMillis());
      }
      case EMPTY -> {
        session.begin();
        session.empty(false);
        yield Answers.of(
            session.millisTo(EmptyBarrierTask.started(0)),
            session.millisTo(EmptyBarrierTask.met(0)));
      }
      default -> throw request.unknown();
    };
  }

  @Override
  public void close() {
    session.close();
  }
}
