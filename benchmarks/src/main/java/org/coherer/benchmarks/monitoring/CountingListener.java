package org.coherer.benchmarks.monitoring;

import java.util.concurrent.atomic.AtomicInteger;
import org.coherer.connector.report.FitListener;
import org.coherer.connector.report.FitReport;

/** Counts the epochs that it is told of. */
public final class CountingListener implements FitListener {

  private static final AtomicInteger epochs = new AtomicInteger();

  /** Creates a listener; each fit does. */
  public CountingListener() {}

  /** Returns how many epochs all listeners were told of since the last call. */
  static int counted() {
    return epochs.getAndSet(0);
  }

  @Override
  public void onEpoch(FitReport epoch) {
    epochs.incrementAndGet();
  }
}
