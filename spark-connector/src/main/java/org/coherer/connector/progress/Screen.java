package org.coherer.connector.progress;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.coherer.connector.report.FitReport.Fit;

/**
 * Standard error, which all fits of a process share: lines, and a bar while there is one fit alone.
 * Where there are several, each line says whose it is.
 *
 * <p>The bar is drawn as Spark draws its own, over the whole width and with the cursor at its
 * start, so that each overwrites the other and neither leaves anything of it behind.
 */
final class Screen {

  /** The one of this process. */
  static final Screen STANDARD_ERROR =
      new Screen(() -> System.err, Terminal.width(System.getenv()), Terminal.isStandardError());

  private final Supplier<PrintStream> stream;
  private final int width;
  private final boolean terminal;
  private final Set<Fit> fits = new LinkedHashSet<>();
  private String bar = "";

  /**
   * Creates a screen.
   *
   * @param width how many columns a bar may have
   * @param terminal whether it is one, where Spark's bar may lie on the line that is next
   */
  Screen(Supplier<PrintStream> stream, int width, boolean terminal) {
    this.stream = stream;
    this.width = width;
    this.terminal = terminal;
  }

  /** Returns how many columns a bar may have. */
  int width() {
    return width;
  }

  /** Takes note of a fit that may write. */
  synchronized void begin(Fit fit) {
    fits.add(fit);
    clear();
  }

  /**
   * Forgets a fit, and removes its bar.
   *
   * @param text a last line; empty for none
   */
  synchronized void end(Fit fit, String text) {
    clear();
    if (!text.isEmpty()) {
      line(fit, text);
    }
    fits.remove(fit);
  }

  /** Returns whether a fit may draw a bar, being the only one. */
  synchronized boolean isAlone(Fit fit) {
    return fits.size() == 1 && fits.contains(fit);
  }

  /** Draws the bar of a fit, unless there are others. */
  synchronized void draw(Fit fit, String line) {
    if (isAlone(fit)) {
      bar = line;
      print("\r" + line + " ".repeat(Math.max(0, width - line.length())) + "\r");
    }
  }

  /** Writes a line that stays; a bar is below it. */
  synchronized void line(Fit fit, String text) {
    String again = bar;
    clear();
    String whose = fits.size() > 1 ? "[fit " + fit.number() + " " + fit.uid() + "] " : "";
    print(whose + text + System.lineSeparator());
    if (!again.isEmpty()) {
      draw(fit, again);
    }
  }

  private void clear() {
    if (terminal || !bar.isEmpty()) {
      print("\r" + " ".repeat(width) + "\r");
      bar = "";
    }
  }

  private void print(String text) {
    PrintStream out = stream.get();
    out.print(text);
    out.flush();
  }
}
