package org.coherer.testkit.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Copies what a process prints into a file, and waits for lines of it. */
final class DaemonLog {

  private final Path file;
  private final Pattern awaited;
  private final BlockingQueue<Optional<MatchResult>> found = new LinkedBlockingQueue<>();

  /**
   * Starts to copy, on a thread of its own that ends with the process.
   *
   * @param awaited what lines to keep for {@link #await}
   */
  DaemonLog(Process process, Path file, Pattern awaited) {
    this.file = file;
    this.awaited = awaited;
    Thread copying = new Thread(() -> copy(process), "log of " + file.getFileName());
    copying.setDaemon(true);
    copying.start();
  }

  /**
   * Returns the next line that matched.
   *
   * @throws IllegalStateException if there is none within the time, or the process ends first
   */
  MatchResult await(Duration time) throws InterruptedException {
    Optional<MatchResult> next = found.poll(time.toMillis(), TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new IllegalStateException(
          "No line with '%s' for %d s (see %s)".formatted(awaited, time.toSeconds(), file));
    }
    return next.orElseThrow(
        () ->
            new IllegalStateException(
                "The process ended before a line with '%s' (see %s)".formatted(awaited, file)));
  }

  private void copy(Process process) {
    try (BufferedReader lines = process.inputReader();
        Writer copy = Files.newBufferedWriter(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.write(line + "\n");
        copy.flush();
        Matcher matcher = awaited.matcher(line);
        if (matcher.find()) {
          found.add(Optional.of(matcher.toMatchResult()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy a process's output into " + file, e);
    } finally {
      found.add(Optional.empty());
    }
  }
}
