package org.coherer.benchmarks.ps;

import java.util.Locale;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;

/** A process that has a parameter server and its workers. */
final class StragglerWorker implements Worker {

  /** The request for the seconds of a run: kind of consistency, steps of each worker. */
  static final String RUN = "run";

  /** Serves the parent. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new StragglerWorker());
  }

  @Override
  public String answer(Request request) throws Exception {
    if (!request.verb().equals(RUN)) {
      throw request.unknown();
    }
    StragglerRun.Kind kind = StragglerRun.Kind.valueOf(request.text(0).toUpperCase(Locale.ROOT));
    try (StragglerRun run = new StragglerRun(kind, request.number(1))) {
      return Double.toString(run.seconds());
    }
  }

  @Override
  public void close() {
    // Every run closes what it has opened.
  }
}
