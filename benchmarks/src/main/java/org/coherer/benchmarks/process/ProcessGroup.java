package org.coherer.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.coherer.benchmarks.harness.BenchmarkException;

/**
 * Worker processes that do the same thing together, numbered from 0. They sleep between requests,
 * and are ended by {@link #close}, by the end of this JVM (also by Ctrl-C), or by the end of their
 * input.
 */
public final class ProcessGroup implements AutoCloseable {

  private static final long GRACE_MILLIS = 3000;

  private final String name;
  private final List<WorkerProcess> workers = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final Thread atExit = new Thread(this::endAll, "end of processes");

  private record Answer(int worker, String text) {}

  private ProcessGroup(String name) {
    this.name = name;
  }

  /**
   * Starts one process for each command line.
   *
   * @param name what messages and logs call the group
   * @param logs the folder for their logs
   */
  public static ProcessGroup start(String name, List<List<String>> commands, Path logs) {
    ProcessGroup group = new ProcessGroup(name);
    Runtime.getRuntime().addShutdownHook(group.atExit);
    try {
      Files.createDirectories(logs);
      for (int i = 0; i < commands.size(); i++) {
        Path log = logs.resolve(name + "-" + i + ".log");
        group.add(WorkerProcess.start(name + " process " + i, commands.get(i), log));
      }
      return group;
    } catch (IOException e) {
      group.close();
      throw new BenchmarkException("Cannot create the folder for logs " + logs, e);
    } catch (RuntimeException e) {
      group.close();
      throw e;
    }
  }

  private void add(WorkerProcess worker) {
    int number = workers.size();
    workers.add(worker);
    worker.listen(text -> answers.add(new Answer(number, text)));
  }

  /** Does what must be done before the group is of use, and closes it if that fails. */
  public ProcessGroup ready(Consumer<ProcessGroup> opening) {
    try {
      opening.accept(this);
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns the number of processes. */
  public int size() {
    return workers.size();
  }

  /** Asks every process the same; see {@link #ask}. */
  public List<String> askAll(Duration deadline, String request) {
    return ask(deadline, worker -> request);
  }

  /**
   * Asks every process at once and waits for all answers.
   *
   * @return the answers in the order of the processes
   * @throws BenchmarkException if a process answers with an error, ends, or does not answer by the
   *     deadline. The message names it and holds the end of its log
   */
  public List<String> ask(Duration deadline, IntFunction<String> requests) {
    for (int i = 0; i < workers.size(); i++) {
      workers.get(i).ask(requests.apply(i));
    }
    String[] texts = new String[workers.size()];
    long end = System.nanoTime() + deadline.toNanos();
    for (int i = 0; i < texts.length; i++) {
      Answer answer = next(end - System.nanoTime());
      if (answer == null) {
        throw late(texts, deadline, requests);
      }
      texts[answer.worker] = content(answer, requests.apply(answer.worker));
    }
    return Arrays.asList(texts);
  }

  private Answer next(long nanos) {
    try {
      return answers.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while waiting for " + name, e);
    }
  }

  private String content(Answer answer, String request) {
    WorkerProcess worker = workers.get(answer.worker);
    String verb = Request.parse(request).verb();
    if (answer.text == null) {
      throw worker.failed("ended at '" + verb + "'");
    }
    if (answer.text.startsWith(WorkerLoop.ERROR)) {
      throw worker.failed("failed at '" + verb + "': " + answer.text);
    }
    return answer.text.substring(WorkerLoop.OK.length()).strip();
  }

  private BenchmarkException late(String[] texts, Duration deadline, IntFunction<String> requests) {
    int silent = Arrays.asList(texts).indexOf(null);
    String verb = Request.parse(requests.apply(silent)).verb();
    return workers
        .get(silent)
        .failed("does not answer '" + verb + "' within " + deadline.toSeconds() + " s");
  }

  /** Ends all processes. Safe to call again. */
  @Override
  public void close() {
    endAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // This JVM is ending: the hook runs, or has run.
    }
  }

  private void endAll() {
    workers.forEach(WorkerProcess::dismiss);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
    for (WorkerProcess worker : workers) {
      worker.end(Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
  }
}
