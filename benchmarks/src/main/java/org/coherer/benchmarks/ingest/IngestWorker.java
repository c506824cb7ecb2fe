package org.coherer.benchmarks.ingest;

import java.nio.file.Path;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;

/** A process with a Spark session that reads rows in one way or another. */
final class IngestWorker implements Worker {

  /** Writes the rows: representation, features, rows. */
  static final String PREPARE = "prepare";

  /** Spark's own scan. Answers with seconds. */
  static final String NOOP = "noop";

  /** Our way. Answers with {@link IngestTimes}. */
  static final String INGEST = "ingest";

  /** The way of DL4J's Spark module. Answers with seconds. */
  static final String RDD = "rdd";

  private final IngestSession session;

  private IngestWorker(Path folder) {
    session = new IngestSession(folder);
  }

  /** Serves the parent; the argument is a folder for data. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new IngestWorker(Path.of(arguments[0])));
  }

  @Override
  public String answer(Request request) {
    return switch (request.verb()) {
      case PREPARE ->
          ""
              + session.prepare(
                  Representation.of(request.text(0)),
                  request.number(1),
                  Long.parseLong(request.text(2)));
      case NOOP -> "" + session.noop();
      case INGEST -> session.ingest().encode();
      case RDD -> "" + session.rdd();
      default -> throw request.unknown();
    };
  }

  @Override
  public void close() {
    session.close();
  }
}
