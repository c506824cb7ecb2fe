package org.coherer.connector.ui.spark;

import org.apache.spark.util.kvstore.KVIndex;
import org.coherer.connector.ui.view.FitView;

/**
 * A fit in Spark's store, which may be on disk, as JSON.
 *
 * @param number of the fit
 * @param view what is known of it
 */
public record StoredFit(long number, FitView view) {

  // Declared, since an annotation of the component would be one of the field as well: two keys.
  @KVIndex
  @Override
  public long number() {
    return number;
  }
}
