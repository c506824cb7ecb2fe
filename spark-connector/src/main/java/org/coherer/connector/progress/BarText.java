package org.coherer.connector.progress;

import java.util.Locale;
import org.coherer.connector.report.FitReport;
import org.coherer.connector.report.FitReport.Position;

/** A report as one line with a bar that shows how much of all epochs is done. */
final class BarText {

  /** A shorter bar shows nothing. */
  private static final int LEAST = 5;

  private BarText() {}

  /**
   * Returns the line.
   *
   * @param width how many characters it may have
   */
  static String of(FitReport report, int width) {
    Position at = report.position();
    String before =
        String.format(Locale.ROOT, "Epoch %d/%d ", Math.max(1, at.epoch()), at.epochs());
    String behind =
        String.format(Locale.ROOT, "%d/%d", at.step(), at.stepsPerEpoch()) + numbers(report);
    int length = width - before.length() - behind.length() - 3;
    String line =
        length < LEAST ? before + behind : before + bar(at.fraction(), length) + " " + behind;
    return line.length() <= width ? line : line.substring(0, width);
  }

  private static String numbers(FitReport report) {
    return text(" loss %.4f", report.loss())
        + text(" val_loss %.4f", report.validationLoss())
        + text(" %.0f rows/s", report.measures().rowsPerSecond())
        + (Double.isNaN(report.measures().secondsLeft())
            ? ""
            : " " + ProgressFormat.clock(report.measures().secondsLeft()));
  }

  private static String text(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  private static String bar(double fraction, int length) {
    int done = (int) Math.floor(fraction * length);
    String head = done < length ? ">" : "";
    return "[" + "=".repeat(done) + head + " ".repeat(length - done - head.length()) + "]";
  }
}
