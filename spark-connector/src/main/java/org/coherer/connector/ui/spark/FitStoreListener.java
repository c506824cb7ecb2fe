package org.coherer.connector.ui.spark;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.coherer.connector.ui.event.FitBegan;
import org.coherer.connector.ui.event.FitEnded;
import org.coherer.connector.ui.event.FitEvent;
import org.coherer.connector.ui.view.FitView;

/**
 * Keeps the store of an application up to date with the events of its fits, live and when a History
 * Server reads its log. Spark's bus logs what it throws and goes on.
 */
public final class FitStoreListener extends SparkListener {

  private final FitStore store;

  /** Creates a listener that writes to a store. */
  public FitStoreListener(FitStore store) {
    this.store = store;
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof FitBegan began) {
      store.put(FitView.of(began));
    } else if (event instanceof FitEvent next) {
      // A listener that came late has not seen how the fit began.
      store.get(next.fit()).ifPresent(fit -> store.put(fit.with(next)));
    }
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd end) {
    for (FitView fit : store.all()) {
      if (fit.state().isActive()) {
        store.put(fit.with(lost(fit, end.time())));
      }
    }
  }

  private static FitEnded lost(FitView fit, long time) {
    return new FitEnded(
        fit.began().fit(),
        time,
        FitEnded.Outcome.LOST,
        0,
        0,
        "The application has ended before this run");
  }
}
