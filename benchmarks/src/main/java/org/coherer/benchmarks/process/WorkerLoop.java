package org.coherer.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main loop of a worker process. Ends when its standard input ends, which it does when whoever
 * started it ends, in whatever way: a worker that is busy then has two seconds.
 */
public final class WorkerLoop {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

  /** Begins an answer. Anything else on standard output is somebody else's chatter. */
  static final String OK = "ok";

  /** Begins the answer that something went wrong. */
  static final String ERROR = "error";

  private static final long GRACE_MILLIS = 2000;

  private final BlockingQueue<Optional<String>> requests = new LinkedBlockingQueue<>();
  private final Worker worker;
  private final PrintStream answers;

  private WorkerLoop(Worker worker, PrintStream answers) {
    this.worker = worker;
    this.answers = answers;
  }

  /** Serves requests until there are no more, then ends this JVM. */
  public static void serve(Worker worker) throws InterruptedException {
    PrintStream answers = System.out;
    System.setOut(System.err); // Libraries that print must not garble answers.
    WorkerLoop loop = new WorkerLoop(worker, answers);
    Thread reader = new Thread(loop::read, "requests");
    reader.setDaemon(true);
    reader.start();
    try (worker) {
      loop.run();
    }
    System.exit(0);
  }

  private void run() throws InterruptedException {
    for (Optional<String> line = requests.take(); line.isPresent(); line = requests.take()) {
      answers.println(answer(Request.parse(line.get())));
      answers.flush();
    }
  }

  private String answer(Request request) {
    try {
      String answer = worker.answer(request);
      return answer.isEmpty() ? OK : OK + " " + answer;
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      LOG.error("Cannot answer '{}'", request.verb(), e);
      return ERROR + " " + e.toString().replaceAll("\\R", " ");
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        requests.add(Optional.of(line));
      }
    } catch (IOException e) {
      LOG.error("Cannot read requests any more", e);
    }
    requests.add(Optional.empty());
    haltAfterGrace();
  }

  /** A worker that waits for a peer, or computes in native code, does not look for requests. */
  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
