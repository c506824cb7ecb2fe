package org.coherer.connector.report;

import java.util.Objects;
import org.apache.spark.sql.SparkSession;

/**
 * Adds listeners to the fits of a session.
 *
 * <pre>{@code
 * try (var added = FitListeners.add(spark, epoch -> losses.add(epoch.loss()))) {
 *   model = classifier.fit(train);
 * }
 * }</pre>
 */
public final class FitListeners {

  private FitListeners() {}

  /** A listener that was added. */
  public interface Registration extends AutoCloseable {

    /** Removes the listener. A call that has begun goes on. */
    @Override
    void close();
  }

  /**
   * Adds a listener to all fits of a session, those under way included, until the registration is
   * closed.
   *
   * @param session the session that the DataFrames belong to
   */
  public static Registration add(SparkSession session, FitListener listener) {
    Objects.requireNonNull(listener, "listener");
    SessionReports reports = SessionReports.of(session);
    Entry entry = new Entry(listener);
    reports.add(entry);
    return () -> reports.remove(entry);
  }

  /** One adding of a listener, which may be added several times. */
  static final class Entry {

    private final FitListener listener;

    Entry(FitListener listener) {
      this.listener = listener;
    }

    FitListener listener() {
      return listener;
    }
  }
}
