package org.coherer.benchmarks.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.coherer.benchmarks.harness.BenchmarkException;

/** The end of a worker process that its parent holds. Its standard error goes to a log file. */
final class WorkerProcess {

  private static final Map<String, String> ONE_THREAD =
      Map.of("OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1");
  private static final int LOG_LINES_SHOWN = 10;

  private final String name;
  private final Path log;
  private final Process process;
  private final BufferedWriter requests;

  private WorkerProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.requests =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a process. */
  static WorkerProcess start(String name, List<String> command, Path log) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
      builder.environment().putAll(ONE_THREAD);
      return new WorkerProcess(name, log, builder.start());
    } catch (IOException e) {
      throw new BenchmarkException("Cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /** Hands every answer to the consumer on a thread of its own, and {@code null} at the end. */
  void listen(Consumer<String> answers) {
    Thread reader = new Thread(() -> read(answers), "answers of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Consumer<String> answers) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(WorkerLoop.OK) || line.startsWith(WorkerLoop.ERROR)) {
          answers.accept(line);
        } else {
          System.err.println(name + ": " + line);
        }
      }
    } catch (IOException e) {
      System.err.println(name + ": " + e); // A killed process; the end is reported below.
    }
    answers.accept(null);
  }

  void ask(String request) {
    try {
      requests.write(request + "\n");
      requests.flush();
    } catch (IOException e) {
      throw failed("no longer takes requests: " + e.getMessage());
    }
  }

  /** Returns the exception that says what went wrong here, with the end of the log. */
  BenchmarkException failed(String how) {
    return new BenchmarkException(name + " " + how + endOfLog());
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      List<String> end = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
      return end.isEmpty() ? "" : "; its log " + log + " ends:\n" + String.join("\n", end);
    } catch (IOException e) {
      return "; its log " + log + " cannot be read: " + e.getMessage();
    }
  }

  /** Asks it to end, by ending its input. */
  void dismiss() {
    try {
      requests.close();
    } catch (IOException e) {
      process.destroy(); // It has ended already, or will not read: the same to us.
    }
  }

  /** Ends it, whatever it does, once it has had some time to do so by itself. */
  void end(long graceMillis) {
    try {
      if (!process.waitFor(graceMillis, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
