package org.coherer.benchmarks.barrier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.coherer.benchmarks.harness.BenchmarkException;

/**
 * What the processes of this machine note in a folder.
 *
 * @param folder the folder; it need not be there
 */
public record Moments(Path folder) {

  private static final long PAUSE_MILLIS = 2;

  /** Returns the option that has a JVM note here. */
  public String javaOption() {
    return "-D" + MomentFile.FOLDER + "=" + folder;
  }

  /** Forgets everything. Whoever still notes is not read any more. */
  public void clear() {
    try {
      for (Path file : files()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new BenchmarkException("Cannot empty " + folder, e);
    }
  }

  /** Returns everything so far, the earliest first. */
  public List<Moment> read() {
    List<Moment> found = new ArrayList<>();
    try {
      for (Path file : files()) {
        read(file, found);
      }
    } catch (IOException e) {
      throw new BenchmarkException("Cannot read what was noted in " + folder, e);
    }
    found.sort(Comparator.comparingLong(Moment::nanos));
    return found;
  }

  /**
   * Waits until what was noted is enough.
   *
   * @param what what is waited for, for the message
   * @throws BenchmarkException if it is not by the deadline
   */
  public List<Moment> await(String what, Duration deadline, Predicate<List<Moment>> enough) {
    long end = System.nanoTime() + deadline.toNanos();
    List<Moment> found = read();
    while (!enough.test(found)) {
      if (System.nanoTime() - end > 0) {
        throw new BenchmarkException("No " + what + " within " + deadline.toSeconds() + " s");
      }
      pause(what);
      found = read();
    }
    return found;
  }

  private static void pause(String what) {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while waiting for " + what, e);
    }
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(folder, "*" + MomentFile.SUFFIX)) {
        found.forEach(files::add);
      }
    }
    return files;
  }

  private static void read(Path file, List<Moment> into) throws IOException {
    String[] words = file.getFileName().toString().split("[-.]", -1);
    int rank = Integer.parseInt(words[0]);
    long process = Long.parseLong(words[1]);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(MomentFile.ORDER);
    while (bytes.remaining() >= MomentFile.RECORD_BYTES) {
      long number = bytes.getLong();
      long nanos = bytes.getLong();
      if (nanos == 0) {
        return; // The file was made for more than there is yet.
      }
      into.add(new Moment(rank, process, number, nanos));
    }
  }
}
