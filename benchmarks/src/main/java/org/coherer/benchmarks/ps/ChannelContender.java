package org.coherer.benchmarks.ps;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;
import org.coherer.benchmarks.raw.Timing;
import org.coherer.training.transport.auth.RunSecret;

/**
 * A server that echoes and its client, as the parent sees them. The last process has the client.
 */
final class ChannelContender implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final int ITERATIONS = 3;
  private static final double NANOS_PER_SECOND = 1e9;

  private final ChannelLink link;
  private final ProcessGroup processes;

  private ChannelContender(ChannelLink link, ProcessGroup processes) {
    this.link = link;
    this.processes = processes;
  }

  /** Starts both ends, and connects them. */
  static ChannelContender start(ChannelLink link, Path logs) {
    List<String> command = JavaCommand.of(ChannelWorker.class, "1g", "2g");
    int count = link.oneProcess() ? 1 : 2;
    ProcessGroup group =
        ProcessGroup.start("channel-" + link.label(), Collections.nCopies(count, command), logs);
    ChannelContender contender = new ChannelContender(link, group);
    group.ready(started -> contender.connect());
    return contender;
  }

  private void connect() {
    String key = " " + ChannelWorker.encode(RunSecret.random()) + " " + link.label();
    String port = ask(0, ChannelWorker.LISTEN + key);
    ask(processes.size() - 1, ChannelWorker.CONNECT + key + " " + port);
  }

  private String ask(int process, String request) {
    return processes.ask(DEADLINE, i -> i == process ? request : ChannelWorker.IDLE).get(process);
  }

  ChannelLink link() {
    return link;
  }

  /** Makes a case the current one, and fails if its answers are wrong. */
  void check(ChannelCase of) {
    ask(
        processes.size() - 1,
        String.join(" ", ChannelWorker.CHECK, "" + of.bytes(), "" + of.outstanding()));
  }

  /** Returns how many requests of the current case take about this time. */
  int requestsFor(ChannelCase of, Duration time) {
    double rate = requestsPerSecond(of.outstanding());
    int rough = fitting(of, rate, time.dividedBy(4));
    return fitting(of, requestsPerSecond(rough), time);
  }

  private static int fitting(ChannelCase of, double rate, Duration time) {
    double count = rate * time.toNanos() / NANOS_PER_SECOND / ITERATIONS;
    return (int) Math.max(of.outstanding(), Math.min(Integer.MAX_VALUE, count));
  }

  /** Returns requests per second: the median over some times so many requests. */
  double requestsPerSecond(int count) {
    String times =
        ask(
            processes.size() - 1,
            String.join(" ", ChannelWorker.RUN, "" + count, "1", "" + ITERATIONS));
    return count * NANOS_PER_SECOND / Summary.of(Timing.parse(times)).median();
  }

  @Override
  public void close() {
    processes.close();
  }
}
