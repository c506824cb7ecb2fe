package org.coherer.testkit.hostile;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Has a reader read many damaged files in a JVM of little memory, and says which of them end in
 * anything but a right read or a typed error, or take too long.
 */
public final class HostileRun {

  /** Of the processor's time, which other processes do not change. */
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long MAX_WAIT_MILLIS = TimeUnit.SECONDS.toMillis(60);

  /** Seeds that follow one another begin alike. */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private static final String MEMORY = "-Xmx512m";

  private int read;
  private int refused;
  private long slowestNanos;
  private final List<String> faults = new ArrayList<>();

  private HostileRun() {}

  /**
   * Runs a reader in a JVM of its own, which has the class path and the opened packages of this
   * one.
   *
   * @return what it printed: a line for each fault, then one that begins with the number of files
   */
  public static List<String> fork(Class<? extends HostileReader> reader, int files, long seed)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(MEMORY);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(HostileRun.class.getName());
    command.addAll(List.of(reader.getName(), Integer.toString(files), Long.toString(seed)));
    Path log = Files.createTempFile("hostile", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(Redirect.PIPE)
              .start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
      List<String> lines = new ArrayList<>(Files.readAllLines(log, StandardCharsets.UTF_8));
      lines.removeIf(line -> !line.startsWith("FAULT ") && !line.startsWith("READ "));
      return lines;
    } finally {
      Files.delete(log);
    }
  }

  /** Runs a reader: its class, the number of files, the seed. */
  public static void main(String[] arguments) throws Exception {
    HostileReader reader =
        Class.forName(arguments[0])
            .asSubclass(HostileReader.class)
            .getDeclaredConstructor()
            .newInstance();
    int files = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    reader.prepare();
    HostileRun run = new HostileRun();
    for (int i = 0; i < files; i++) {
      run.one(reader, reader.file(new Random(MIX * (seed + i))), "seed " + (seed + i));
    }
    run.faults.forEach(fault -> System.out.println("FAULT " + fault));
    System.out.println(
        "READ "
            + files
            + " files: "
            + run.read
            + " read, "
            + run.refused
            + " refused, "
            + run.faults.size()
            + " faults, slowest "
            + TimeUnit.NANOSECONDS.toMillis(run.slowestNanos)
            + " ms");
    // A reader that hangs must not keep the process.
    System.exit(0);
  }

  /** Reads one file on a thread of its own, with a stack of the usual size. */
  private void one(HostileReader reader, byte[] file, String name) throws InterruptedException {
    Throwable[] thrown = {null};
    long[] nanos = {0};
    Thread thread =
        new Thread(
            () -> {
              try {
                reader.read(file);
              } catch (Throwable e) {
                thrown[0] = e;
              }
              nanos[0] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            });
    thread.setDaemon(true);
    thread.start();
    thread.join(MAX_WAIT_MILLIS);
    if (thread.isAlive()) {
      faults.add(
          name
              + " is still read after "
              + MAX_WAIT_MILLIS
              + " ms: "
              + List.of(thread.getStackTrace()));
      return;
    }
    judge(reader, thrown[0], nanos[0], name);
  }

  private void judge(HostileReader reader, Throwable thrown, long nanos, String name) {
    slowestNanos = Math.max(slowestNanos, nanos);
    if (nanos > MAX_NANOS) {
      faults.add(
          name + " takes " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms, ends in " + thrown);
    } else if (thrown == null) {
      read++;
    } else if (reader.isTyped(thrown)) {
      refused++;
    } else {
      List<StackTraceElement> trace = List.of(thrown.getStackTrace());
      faults.add(
          name + " ends in " + thrown + " at " + trace.subList(0, Math.min(6, trace.size())));
    }
  }
}
