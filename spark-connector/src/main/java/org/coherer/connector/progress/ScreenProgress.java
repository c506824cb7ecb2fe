package org.coherer.connector.progress;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.coherer.connector.report.FitReport;
import org.coherer.connector.report.FitReport.Kind;

/**
 * Shows the reports of one fit on a screen: as a bar as long as no other fit is under way, else in
 * lines, one for each epoch and in long epochs one every ten seconds. One thread at a time.
 */
final class ScreenProgress implements Consumer<FitReport> {

  private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(10);
  private static final long BETWEEN_BARS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Screen screen;
  private final boolean bar;
  private final Verbosity verbosity;
  private final LongSupplier nanoTime;
  private long lastLine;
  private long lastBar;

  /**
   * Creates a screen progress.
   *
   * @param bar whether it may draw a bar
   */
  ScreenProgress(Screen screen, boolean bar, Verbosity verbosity, LongSupplier nanoTime) {
    this.screen = screen;
    this.bar = bar;
    this.verbosity = verbosity;
    this.nanoTime = nanoTime;
    this.lastLine = nanoTime.getAsLong();
    this.lastBar = lastLine - BETWEEN_BARS;
  }

  @Override
  public void accept(FitReport report) {
    if (report.kind() == Kind.ENDED || report.kind() == Kind.FAILED) {
      end(report);
    } else if (verbosity.includes(levelOf(report))) {
      show(report);
    }
  }

  private static Verbosity levelOf(FitReport report) {
    return report.kind() == Kind.STEP ? Verbosity.STEPS : Verbosity.EPOCHS;
  }

  private void show(FitReport report) {
    boolean drawn = bar && screen.isAlone(report.fit());
    switch (report.kind()) {
      case STARTED, EPOCH -> {
        if (drawn) {
          draw(report);
        } else {
          line(report);
        }
      }
      case STEP -> {
        if (drawn) {
          draw(report);
        } else if (nanoTime.getAsLong() - lastLine >= BETWEEN_LINES) {
          line(report);
        }
      }
      default -> line(report);
    }
  }

  /** Of a failure, the exception says all; where it is shown is up to the user's program. */
  private void end(FitReport report) {
    boolean said = report.kind() == Kind.ENDED && verbosity.includes(Verbosity.EPOCHS);
    screen.end(report.fit(), said ? report.text() : "");
  }

  private void draw(FitReport report) {
    long now = nanoTime.getAsLong();
    if (now - lastBar >= BETWEEN_BARS) {
      lastBar = now;
      screen.draw(report.fit(), BarText.of(report, screen.width()));
    }
  }

  private void line(FitReport report) {
    lastLine = nanoTime.getAsLong();
    screen.line(report.fit(), report.text());
  }
}
