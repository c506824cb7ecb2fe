package org.coherer.benchmarks.datasource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;

/** A process with a Spark session that reads a file in one way or another. */
final class ScanWorker implements Worker {

  /** Writes the rows: format, rows. Answers with the bytes of the format's file. */
  static final String PREPARE = "prepare";

  /** Our scan. Answers with seconds, as the others do. */
  static final String SCAN = "scan";

  /** A plain read of the same file. */
  static final String RAW = "raw";

  /** Spark's scan of the same rows. */
  static final String PARQUET = "parquet";

  private final ScanSession session;

  private ScanWorker(Path folder) {
    session = new ScanSession(folder);
  }

  /** Serves the parent; the argument is a folder for data. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new ScanWorker(Path.of(arguments[0])));
  }

  @Override
  public String answer(Request request) {
    try {
      return switch (request.verb()) {
        case PREPARE ->
            "" + session.prepare(ScanCase.of(request.text(0)), Long.parseLong(request.text(1)));
        case SCAN -> "" + session.scan();
        case RAW -> "" + session.raw();
        case PARQUET -> "" + session.parquet();
        default -> throw request.unknown();
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
