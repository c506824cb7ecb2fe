package org.coherer.benchmarks.ps;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;
import org.coherer.benchmarks.raw.RawWorker;
import org.coherer.benchmarks.raw.Timing;

/** Two processes that exchange bytes over bare sockets, or copy them in memory. */
final class RawLimits implements AutoCloseable {

  static final String EXCHANGE = "exchange";
  static final String MEMCPY = "memcpy";

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final int WARMUPS = 2;
  private static final int LEAST_ITERATIONS = 5;
  private static final long BYTES_PER_TURN = 512L << 20;

  private final ProcessGroup processes;

  private RawLimits(ProcessGroup processes) {
    this.processes = processes;
  }

  static RawLimits start(Path logs) {
    return new RawLimits(
        ProcessGroup.start(
                "channel-raw",
                Collections.nCopies(2, JavaCommand.of(RawWorker.class, "256m", "1g")),
                logs)
            .ready(RawWorker::connect));
  }

  /** Returns what limits a link. */
  static String of(ChannelLink link) {
    return link.oneProcess() ? MEMCPY : EXCHANGE;
  }

  /** Returns the bytes per second in each direction, or that are copied. */
  double bytesPerSecond(String limit, ChannelCase of) {
    String verb = limit.equals(EXCHANGE) ? RawWorker.EXCHANGE : RawWorker.COPY;
    int floats = of.bytesUnderWay() / Float.BYTES;
    long iterations = Math.max(LEAST_ITERATIONS, BYTES_PER_TURN / of.bytesUnderWay());
    String request = String.join(" ", verb, "" + floats, "" + WARMUPS, "" + iterations);
    double nanos = Summary.of(Timing.parse(processes.askAll(DEADLINE, request).get(0))).median();
    return of.bytesUnderWay() * 1e9 / nanos;
  }

  /**
   * Returns the rows per second whose bytes are exchanged, as many of them at once as a case has.
   */
  double rowsPerSecond(RowsCase of) {
    long bytes = (long) of.bytesSent() + of.bytesReceived();
    long iterations = Math.max(LEAST_ITERATIONS, BYTES_PER_TURN / bytes);
    String there = of.bytesSent() + " " + of.bytesReceived();
    String back = of.bytesReceived() + " " + of.bytesSent();
    String times =
        processes
            .ask(
                DEADLINE,
                i ->
                    String.join(
                        " ",
                        RawWorker.ANSWERED,
                        i == 0 ? there : back,
                        "" + WARMUPS,
                        "" + iterations))
            .get(0);
    return of.rowsUnderWay() * 1e9 / Summary.of(Timing.parse(times)).median();
  }

  @Override
  public void close() {
    processes.close();
  }
}
