package org.coherer.benchmarks.quality;

import java.nio.file.Path;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;

/** A process that fits estimators for Spark. */
final class QualityWorker implements Worker {

  private final QualitySession session;

  private QualityWorker(Path folder) {
    session = new QualitySession(folder);
  }

  /** Serves the parent; the argument is the folder with the splits. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new QualityWorker(Path.of(arguments[0])));
  }

  @Override
  public String answer(Request request) {
    if (!request.verb().equals(ContenderProcess.FIT)) {
      throw request.unknown();
    }
    return session
        .fit(
            Contender.of(request.text(0)),
            request.text(1),
            Task.of(request.text(2)),
            request.number(3),
            request.number(4))
        .answer();
  }

  @Override
  public void close() {
    session.close();
  }
}
