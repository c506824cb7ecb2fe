package org.coherer.connector.progress;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What is known of the terminal that standard error is, if it is one. */
final class Terminal {

  /** Where the kernel of Linux shows what standard error is. */
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  /** The width that Spark's own bar has, too. */
  private static final int WIDTH = 80;

  private static final int SHELL_SECONDS = 2;
  private static final int LEAST_WIDTH = 20;
  private static final int MOST_WIDTH = 200;

  private Terminal() {}

  /** Returns whether standard error is a terminal that lines can be drawn over in. */
  static boolean isStandardError() {
    return isTerminal(STANDARD_ERROR, Terminal::askShell, System.getenv());
  }

  /**
   * Asks the kernel: Java knows whether input and output are a terminal, and the input of a driver
   * that Python has started never is.
   *
   * @param otherwise whom to ask where there is no such link
   */
  static boolean isTerminal(Path link, BooleanSupplier otherwise, Map<String, String> environment) {
    if ("dumb".equals(environment.get("TERM"))) {
      return false;
    }
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return otherwise.getAsBoolean();
    }
  }

  /**
   * Asks a shell, which has the same standard error: as good an answer, at the cost of a process.
   */
  static boolean askShell() {
    try {
      Process test =
          new ProcessBuilder("/bin/sh", "-c", "test -t 2").redirectError(Redirect.INHERIT).start();
      return test.waitFor(SHELL_SECONDS, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns how many columns a bar may take, as Spark's own bar sees it. */
  static int width(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    int width = columns.matches("[0-9]{1,5}") ? Integer.parseInt(columns) : WIDTH;
    return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width));
  }
}
