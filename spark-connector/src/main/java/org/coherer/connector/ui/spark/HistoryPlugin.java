package org.coherer.connector.ui.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.status.AppHistoryServerPlugin;
import org.apache.spark.status.ElementTrackingStore;
import org.apache.spark.ui.SparkUI;
import org.coherer.connector.spark.ScalaLists;
import scala.collection.immutable.List;

/**
 * Adds the tab to applications in the History Server that have fits; found by its name in {@code
 * META-INF/services}.
 */
public final class HistoryPlugin implements AppHistoryServerPlugin {

  // A list is what the interface returns in both of Scala's versions.
  @Override
  public List<SparkListener> createListeners(SparkConf conf, ElementTrackingStore store) {
    return ScalaLists.of(new FitStoreListener(new FitStore(store)));
  }

  @Override
  public void setupUI(SparkUI ui) {
    if (!FitStore.of(ui).all().isEmpty()) {
      FitsTab.attach(ui);
    }
  }

  /** Behind Spark's own. */
  @Override
  public int displayOrder() {
    return 100;
  }
}
