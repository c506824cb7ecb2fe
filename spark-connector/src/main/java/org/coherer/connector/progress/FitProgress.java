package org.coherer.connector.progress;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.coherer.connector.report.FitAudience;
import org.coherer.connector.report.FitDescription;
import org.coherer.connector.report.FitObservers;
import org.coherer.connector.report.FitReport;
import org.coherer.connector.report.SessionReports;
import org.coherer.training.event.TrainingListener;

/**
 * Tells of one fit while it trains: its log or screen, the listeners of its session and its own,
 * clients that read its reports, and observers.
 *
 * <p>All of that happens on a thread of its own ({@code Deliveries}): whoever receives the events
 * also receives the workers' signs of life, and must not wait for a terminal that is stopped or for
 * a listener.
 */
public final class FitProgress {

  private static final String BARS = "spark.ui.showConsoleProgress";
  private static final int LONGEST_REASON = 500;

  private final FitDescription description;
  private final FitReport.Fit fit;
  private final Screen screen;
  private final ProgressMode mode;
  private final Verbosity verbosity;
  private final Consumer<FitReport> published;
  private final FitAudience audience;

  /**
   * Creates the progress of a fit.
   *
   * @param mode what {@code auto} came to
   * @param published receives all reports
   * @param audience who is told of this fit alone
   */
  FitProgress(
      FitDescription description,
      ProgressMode mode,
      Verbosity verbosity,
      Screen screen,
      Consumer<FitReport> published,
      FitAudience audience) {
    this.description = description;
    this.fit = description.fit();
    this.mode = mode;
    this.verbosity = verbosity;
    this.screen = screen;
    this.published = published;
    this.audience = audience;
  }

  /**
   * Returns the progress of a fit that is about to train.
   *
   * @param session that of its rows
   * @param description what the fit is
   * @param mode the value of the Param progress
   * @param verbosity 0 says nothing, 1 the start, every epoch and the end, 2 the steps as well
   * @param audience who is told of this fit alone
   * @throws IllegalArgumentException if mode or verbosity is none of these
   */
  public static FitProgress of(
      SparkSession session,
      FitDescription description,
      String mode,
      int verbosity,
      FitAudience audience) {
    SessionReports reports = SessionReports.of(session);
    return new FitProgress(
        description,
        ProgressMode.named(mode).in(surroundings(session, reports)),
        Verbosity.of(verbosity),
        Screen.STANDARD_ERROR,
        report -> {
          reports.publish(report);
          FitObservers.report(report);
          audience.report(report);
        },
        audience);
  }

  /**
   * Checks a value of the Param progress.
   *
   * @return the value
   * @throws IllegalArgumentException if it names no mode
   */
  public static String checked(String mode) {
    ProgressMode.named(mode);
    return mode;
  }

  private static ProgressMode.Surroundings surroundings(
      SparkSession session, SessionReports reports) {
    boolean barsWanted = session.sparkContext().getConf().getBoolean(BARS, true);
    return new ProgressMode.Surroundings(
        ShownLog.shows(ProgressLog.LOGGER),
        reports.isShown(),
        Terminal.isStandardError(),
        barsWanted);
  }

  /**
   * Trains, and tells of it to the end. Then the audience is closed.
   *
   * @param training trains, and has a listener receive the events
   * @return what it returns
   */
  public <T> T during(Function<TrainingListener, T> training) {
    TrainingListener log = mode == ProgressMode.LOG ? log() : TrainingListener.NONE;
    ReportFold fold = new ReportFold(fit, description.validated(), receiver());
    Deliveries deliveries = new Deliveries(fit);
    audience.handOver();
    deliveries.add(
        () -> {
          FitObservers.begin(description);
          audience.begin(description);
        });
    try {
      T result =
          training.apply(
              event ->
                  deliveries.add(
                      () -> {
                        log.onEvent(event);
                        FitObservers.event(fit, event);
                        audience.event(fit, event);
                        fold.add(event);
                      }));
      deliveries.end(closing(fold::end));
      return result;
    } catch (Throwable e) { // Scala's code may throw what it does not declare.
      deliveries.end(closing(() -> fold.fail(now(), reason(e))));
      throw e;
    }
  }

  private Runnable closing(Runnable last) {
    return () -> {
      try {
        last.run();
      } finally {
        audience.end();
      }
    };
  }

  /** As the times of all other events, to the microsecond. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  private TrainingListener log() {
    return new ProgressLog(verbosity);
  }

  /** The screen comes first: it returns at once, listeners may not. */
  private Consumer<FitReport> receiver() {
    if (verbosity == Verbosity.SILENT || (mode != ProgressMode.BAR && mode != ProgressMode.LINES)) {
      return published;
    }
    screen.begin(fit);
    return new ScreenProgress(screen, mode == ProgressMode.BAR, verbosity, System::nanoTime)
        .andThen(published);
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String line = message.lines().findFirst().orElse("");
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
  }
}
