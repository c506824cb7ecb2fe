package org.coherer.connector.ui;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.coherer.connector.report.FitDescription;
import org.coherer.connector.report.FitObserver;
import org.coherer.connector.report.FitReport;
import org.coherer.connector.ui.event.FitEvent;
import org.coherer.training.event.RunEvent;

/**
 * Posts what fits do, as a few small events each: the beginning, the workers, the end, and at most
 * one a second in between.
 */
final class FitPoster implements FitObserver {

  private final Map<Long, FitBatch> batches = new ConcurrentHashMap<>();
  private final Consumer<FitEvent> bus;
  private final LongSupplier clock;

  /**
   * Creates a poster.
   *
   * @param clock nanoseconds since any moment
   */
  FitPoster(Consumer<FitEvent> bus, LongSupplier clock) {
    this.bus = bus;
    this.clock = clock;
  }

  @Override
  public void onBegin(FitDescription fit) {
    bus.accept(Descriptions.began(fit, System.currentTimeMillis()));
    batches.put(fit.fit().number(), new FitBatch(fit, bus, clock));
  }

  @Override
  public void onEvent(FitReport.Fit fit, RunEvent event) {
    FitBatch batch = batches.get(fit.number());
    if (batch != null) {
      batch.add(event);
    }
  }

  @Override
  public void onReport(FitReport report) {
    FitBatch batch = batches.get(report.fit().number());
    if (batch == null) {
      return;
    }
    batch.add(report);
    if (report.kind() == FitReport.Kind.ENDED || report.kind() == FitReport.Kind.FAILED) {
      batches.remove(report.fit().number());
    }
  }
}
