package org.coherer.connector.report;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.coherer.connector.report.FitListeners.Registration;
import org.coherer.training.event.RunEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The observers of all fits on this driver, whatever their session. */
public final class FitObservers {

  private static final Logger LOG = LoggerFactory.getLogger(FitObservers.class);

  /** One adding each; an observer may be added several times. */
  private record Entry(Object adding, FitObserver observer) {}

  private static final List<Entry> ALL = new CopyOnWriteArrayList<>();

  private FitObservers() {}

  /** Adds an observer, until the registration is closed. */
  public static Registration add(FitObserver observer) {
    Entry entry = new Entry(new Object(), Objects.requireNonNull(observer, "observer"));
    ALL.add(entry);
    return () -> ALL.remove(entry);
  }

  /** Tells all observers of a fit that begins. */
  public static void begin(FitDescription fit) {
    tell(observer -> observer.onBegin(fit));
  }

  /** Tells all observers of an event. */
  public static void event(FitReport.Fit fit, RunEvent event) {
    tell(observer -> observer.onEvent(fit, event));
  }

  /** Tells all observers of a report. */
  public static void report(FitReport report) {
    tell(observer -> observer.onReport(report));
  }

  private static void tell(Consumer<FitObserver> call) {
    for (Entry entry : ALL) {
      try {
        call.accept(entry.observer());
      } catch (RuntimeException | Error e) {
        LOG.warn("An observer of fits has failed ({}); the fit goes on", entry.observer(), e);
      }
    }
  }
}
