package org.coherer.benchmarks.ps;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.coherer.benchmarks.harness.Torch;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;
import org.coherer.benchmarks.process.TorchGroup;
import org.coherer.training.transport.auth.RunSecret;

/** Two servers of rows and a client, ours or PyTorch's, as the parent sees them. */
final class RowsContender implements AutoCloseable {

  static final String OURS = "ours";
  static final String TORCH = "torch";

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final String SCRIPT = "torch_rows.py";
  private static final int LEAST_BATCHES = 20;

  private final String name;
  private final ProcessGroup processes;
  private final List<Integer> widths;

  private RowsContender(String name, ProcessGroup processes, List<Integer> widths) {
    this.name = name;
    this.processes = processes;
    this.widths = widths;
  }

  /** Starts ours, with a table of each width. */
  static RowsContender ours(List<Integer> widths, Path logs) {
    List<String> command = JavaCommand.of(RowsWorker.class, "1g", "2g");
    ProcessGroup group =
        ProcessGroup.start("rows", Collections.nCopies(RowsWorker.SERVERS + 1, command), logs);
    return new RowsContender(OURS, group.ready(started -> connect(started, widths)), widths);
  }

  private static void connect(ProcessGroup group, List<Integer> widths) {
    String secret = ChannelWorker.encode(RunSecret.random());
    List<String> ports =
        group.ask(
            DEADLINE,
            i ->
                isClient(i)
                    ? RowsWorker.IDLE
                    : String.join(" ", RowsWorker.LISTEN, secret, "" + i, words(widths)));
    String servers = String.join(" ", ports.subList(0, RowsWorker.SERVERS));
    group.ask(
        DEADLINE,
        i -> isClient(i) ? String.join(" ", RowsWorker.CONNECT, secret, servers) : RowsWorker.IDLE);
  }

  private static String words(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static boolean isClient(int process) {
    return process == RowsWorker.SERVERS;
  }

  /** Starts PyTorch's, with a table of each width. */
  static RowsContender torch(Torch torch, List<Integer> widths, Path logs) {
    ProcessGroup group =
        TorchGroup.start(
            "rows-torch",
            torch,
            SCRIPT,
            RowsWorker.SERVERS + 1,
            logs,
            RowsWorker.ROWS,
            RowsWorker.RATE,
            words(widths).replace(' ', ','));
    return new RowsContender(TORCH, group, widths);
  }

  private String ask(Object... request) {
    String line = List.of(request).stream().map(String::valueOf).collect(Collectors.joining(" "));
    return processes
        .ask(DEADLINE, i -> isClient(i) ? line : RowsWorker.IDLE)
        .get(RowsWorker.SERVERS);
  }

  String name() {
    return name;
  }

  /** Stores all rows; fails if they are wrong. */
  void fill() {
    for (int table = 0; table < widths.size(); table++) {
      ask(RowsWorker.FILL, table, widths.get(table));
    }
  }

  /** Goes over to a case. */
  void prepare(RowsCase of) {
    ask(RowsWorker.PREPARE, widths.indexOf(of.width()), of.width(), of.batch(), of.outstanding());
  }

  /** Returns how many batches of the current case take about this time. */
  int batchesFor(RowsCase of, Duration time) {
    int rough = fitting(of, rowsPerSecond(of, LEAST_BATCHES), time.dividedBy(4));
    return fitting(of, rowsPerSecond(of, rough), time);
  }

  private static int fitting(RowsCase of, double rate, Duration time) {
    return (int) Math.max(LEAST_BATCHES, rate * time.toMillis() / 1e3 / of.batch());
  }

  /** Returns rows per second over so many batches of the current case. */
  double rowsPerSecond(RowsCase of, int batches) {
    String verb = of.operation().name().toLowerCase(Locale.ROOT);
    return (double) batches * of.batch() / Double.parseDouble(ask(verb, batches));
  }

  @Override
  public void close() {
    processes.close();
  }
}
