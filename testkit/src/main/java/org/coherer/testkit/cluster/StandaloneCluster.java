package org.coherer.testkit.cluster;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Spark standalone cluster on loopback: one process for the master and one for each worker, on
 * ports that are free. {@link #close} ends them and everything that they started.
 */
public final class StandaloneCluster implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern MASTER_NEWS =
      Pattern.compile("Starting Spark master at (spark://\\S+)|Registering worker (\\S+)");

  private final List<Process> processes = new ArrayList<>();
  private final SparkHome home;
  private final Path logs;
  private final Thread closer = new Thread(this::end, "end of the standalone cluster");
  private String master;

  private StandaloneCluster(SparkHome home, Path logs) {
    this.home = home;
    this.logs = logs;
  }

  /**
   * Starts a cluster and waits until all workers have registered.
   *
   * @param workers processes that each start executors
   * @param coresPerWorker task slots of each
   * @param memoryMb what the executors on one worker may have together
   * @param logs where all processes leave their output, the executors too
   * @throws IllegalStateException if it does not come up within a minute. The message names the log
   */
  public static StandaloneCluster start(
      SparkHome home, int workers, int coresPerWorker, int memoryMb, Path logs)
      throws IOException, InterruptedException {
    Files.createDirectories(logs);
    StandaloneCluster cluster = new StandaloneCluster(home, logs.toAbsolutePath());
    try {
      Runtime.getRuntime().addShutdownHook(cluster.closer);
      cluster.startAll(workers, coresPerWorker, memoryMb);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Returns the address for {@code --master}. */
  public String master() {
    return master;
  }

  /** Returns the workers' processes, for tests that end one. */
  public List<ProcessHandle> workers() {
    return processes.stream().skip(1).map(Process::toHandle).toList();
  }

  /** Starts another worker, and does not wait for it. */
  public void addWorker(int cores, int memoryMb) throws IOException {
    startWorker(processes.size() - 1, cores, memoryMb);
  }

  /** Ends all processes, those that the workers have started too. Safe to call again. */
  @Override
  public void close() {
    if (Runtime.getRuntime().removeShutdownHook(closer)) {
      end();
    }
  }

  private void end() {
    List<ProcessHandle> all =
        processes.stream()
            .map(Process::toHandle)
            .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
            .toList();
    all.forEach(ProcessHandle::destroy);
    all.forEach(
        handle ->
            handle
                .onExit()
                .orTimeout(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(
                    late -> {
                      handle.destroyForcibly();
                      return handle;
                    })
                .join());
  }

  private void startAll(int workers, int coresPerWorker, int memoryMb)
      throws IOException, InterruptedException {
    List<String> command = home.daemon("org.apache.spark.deploy.master.Master");
    DaemonLog masterLog =
        new DaemonLog(start(command, Redirect.PIPE), logs.resolve("master.log"), MASTER_NEWS);
    master = masterLog.await(START_TIMEOUT).group(1);
    for (int worker = 0; worker < workers; worker++) {
      startWorker(worker, coresPerWorker, memoryMb);
    }
    for (int worker = 0; worker < workers; worker++) {
      masterLog.await(START_TIMEOUT);
    }
  }

  private void startWorker(int worker, int cores, int memoryMb) throws IOException {
    List<String> command =
        home.daemon(
            "org.apache.spark.deploy.worker.Worker",
            "--cores",
            Integer.toString(cores),
            "--memory",
            memoryMb + "M",
            "--work-dir",
            logs.toString(),
            master);
    start(command, Redirect.to(logs.resolve("worker-" + worker + ".log").toFile()));
  }

  private Process start(List<String> command, Redirect output) throws IOException {
    Process process =
        home.process(command).redirectErrorStream(true).redirectOutput(output).start();
    processes.add(process);
    return process;
  }
}
