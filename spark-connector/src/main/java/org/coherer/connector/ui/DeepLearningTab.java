package org.coherer.connector.ui;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.coherer.connector.report.FitListeners.Registration;
import org.coherer.connector.report.FitObservers;
import org.coherer.connector.ui.spark.EventBus;
import org.coherer.connector.ui.spark.FitStore;
import org.coherer.connector.ui.spark.FitStoreListener;
import org.coherer.connector.ui.spark.FitsTab;

/**
 * The tab "Deep Learning" of an application: what its fits do, live, and later in the History
 * Server, whose tab reads the events of this one from Spark's event log.
 *
 * <p>Without a UI ({@code spark.ui.enabled=false}) there is no tab, and the event log has the
 * events all the same.
 */
public final class DeepLearningTab implements AutoCloseable {

  private static final Map<SparkContext, DeepLearningTab> ATTACHED = new HashMap<>();

  private final SparkContext spark;
  private final EventBus bus;
  private final Optional<FitStoreListener> listener;
  private final Optional<FitsTab> tab;
  private final Registration observed;

  private DeepLearningTab(SparkContext spark) {
    this.spark = spark;
    bus = new EventBus(spark);
    tab = FitsTab.attach(spark);
    listener = tab.map(shown -> new FitStoreListener(FitStore.of(spark)));
    listener.ifPresent(bus::add);
    observed = FitObservers.add(new FitPoster(bus::post, System::nanoTime));
    spark.addSparkListener(
        new SparkListener() {
          @Override
          public void onApplicationEnd(SparkListenerApplicationEnd end) {
            forget();
          }
        });
  }

  /**
   * Attaches the tab to an application; does nothing if it has one.
   *
   * @return the tab, which closes when its application ends, or before that by {@link #close}
   */
  public static DeepLearningTab attach(SparkContext spark) {
    Objects.requireNonNull(spark, "spark");
    synchronized (ATTACHED) {
      return ATTACHED.computeIfAbsent(spark, DeepLearningTab::new);
    }
  }

  /** Detaches the tab. Does nothing if that has been done. */
  @Override
  public void close() {
    if (forget()) {
      listener.ifPresent(bus::remove);
      tab.ifPresent(FitsTab::detach);
    }
  }

  /** Of an application that ends, Spark stops the UI and the bus by itself. */
  private boolean forget() {
    observed.close();
    synchronized (ATTACHED) {
      return ATTACHED.remove(spark, this);
    }
  }
}
