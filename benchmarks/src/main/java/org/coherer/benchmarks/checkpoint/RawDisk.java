package org.coherer.benchmarks.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.coherer.benchmarks.harness.BenchmarkException;

/** What the disk can do, by {@code dd}. */
final class RawDisk {

  private static final long MEBI = 1 << 20;
  private static final long DEADLINE_SECONDS = 600;

  private RawDisk() {}

  /** Writes zeros to a new file until they are durable; returns the seconds, and deletes it. */
  static double write(Path folder, long bytes) {
    Path file = folder.resolve("raw");
    double seconds =
        dd("if=/dev/zero", "of=" + file, "bs=1M", "count=" + bytes / MEBI, "conv=fdatasync");
    delete(folder);
    return seconds * bytes / (bytes / MEBI * MEBI);
  }

  /** Reads all files of a folder, one after the other; returns the seconds. */
  static double read(Path folder) {
    double seconds = 0;
    for (Path file : files(folder)) {
      seconds += dd("if=" + file, "of=/dev/null", "bs=1M");
    }
    return seconds;
  }

  /** Has the system forget what it has in memory of the files of a folder. */
  static void evict(Path folder) {
    files(folder).forEach(file -> dd("if=" + file, "of=/dev/null", "iflag=nocache", "count=0"));
  }

  /** Empties a folder, which need not be there. */
  static void delete(Path folder) {
    try {
      Files.createDirectories(folder);
      for (Path file : files(folder)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new BenchmarkException("Cannot empty " + folder, e);
    }
  }

  private static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw new BenchmarkException("Cannot list " + folder, e);
    }
    return files;
  }

  private static double dd(String... arguments) {
    List<String> command = new ArrayList<>(List.of("dd", "status=none"));
    command.addAll(Arrays.asList(arguments));
    long start = System.nanoTime();
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new BenchmarkException(String.join(" ", command) + " has failed");
      }
    } catch (IOException e) {
      throw new BenchmarkException("Cannot run dd (install GNU coreutils)", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while dd was running", e);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
