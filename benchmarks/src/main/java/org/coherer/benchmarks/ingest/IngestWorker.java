package org.coherer.benchmarks.ingest;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
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

  /**
   * Our way, with features that are standardized and labels that are indexed. Answers with {@link
   * IngestTimes}.
   */
  static final String LEARNED = "learned";

  /** The way of DL4J's Spark module. Answers with seconds. */
  static final String RDD = "rdd";

  private static final Duration SETTLING = Duration.ofMillis(100);
  private static final Duration MOST_SETTLING = Duration.ofSeconds(10);

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
    String answer = answerOf(request);
    settle();
    return answer;
  }

  /** Waits until what a turn has left to threads in the background is done. */
  private static void settle() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long end = System.nanoTime() + MOST_SETTLING.toNanos();
    long used;
    do {
      used = system.getProcessCpuTime();
      LockSupport.parkNanos(SETTLING.toNanos());
      used = system.getProcessCpuTime() - used;
    } while (used > SETTLING.toNanos() / 10 && System.nanoTime() < end);
  }

  private String answerOf(Request request) {
    return switch (request.verb()) {
      case PREPARE ->
          ""
              + session.prepare(
                  Representation.of(request.text(0)),
                  request.number(1),
                  Long.parseLong(request.text(2)));
      case NOOP -> "" + session.noop();
      case INGEST -> session.ingest(false).encode();
      case LEARNED -> session.ingest(true).encode();
      case RDD -> "" + session.rdd();
      default -> throw request.unknown();
    };
  }

  @Override
  public void close() {
    session.close();
  }
}
