package org.coherer.connector.ui.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.ui.SparkUI;
import org.apache.spark.util.kvstore.KVStore;
import org.apache.spark.util.kvstore.KVStoreIterator;
import org.coherer.connector.ui.view.FitView;

/**
 * The fits of an application, in Spark's own store of it: so a History Server that keeps stores on
 * disk finds them there without reading the log again. The latest {@value #MOST} are kept.
 */
public final class FitStore {

  private static final int MOST = 200;

  private final KVStore store;

  /** Takes a store. */
  FitStore(KVStore store) {
    this.store = store;
  }

  /** Returns the store of a running application. */
  public static FitStore of(SparkContext spark) {
    return new FitStore(spark.statusStore().store());
  }

  /** Returns the store behind a UI, also of an application in the History Server. */
  static FitStore of(SparkUI ui) {
    return new FitStore(ui.store().store());
  }

  /** Puts a fit, in place of what there is of it. */
  void put(FitView fit) {
    try {
      store.write(new StoredFit(fit.began().fit(), fit));
      if (store.count(StoredFit.class) > MOST) {
        store.delete(StoredFit.class, all().get(0).began().fit());
      }
    } catch (Exception e) { // As Spark's interface declares it.
      throw new IllegalStateException("Cannot store fit " + fit.began().fit(), e);
    }
  }

  /** Returns a fit, if there is one of this number. */
  Optional<FitView> get(long number) {
    try {
      return Optional.of(store.read(StoredFit.class, number).view());
    } catch (NoSuchElementException e) {
      return Optional.empty();
    } catch (Exception e) { // As Spark's interface declares it.
      throw new IllegalStateException("Cannot read fit " + number, e);
    }
  }

  /** Returns all fits in the order of their numbers. */
  List<FitView> all() {
    List<FitView> fits = new ArrayList<>();
    try (KVStoreIterator<StoredFit> stored = store.view(StoredFit.class).closeableIterator()) {
      stored.forEachRemaining(fit -> fits.add(fit.view()));
    } catch (Exception e) { // As Spark's interface declares it.
      throw new IllegalStateException("Cannot read the fits of the application", e);
    }
    return fits;
  }
}
