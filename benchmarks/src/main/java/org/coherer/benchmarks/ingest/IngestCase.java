package org.coherer.benchmarks.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are read.
 *
 * @param representation the type of their features
 * @param features the number of features of a row
 * @param rows the number of rows
 */
record IngestCase(Representation representation, int features, long rows) {

  private static final List<Integer> FEATURES = List.of(16, 64, 784);
  private static final List<Integer> QUICK_FEATURES = List.of(64);
  private static final long FULL_VALUES = 32_000_000;
  private static final long QUICK_VALUES = 2_000_000;

  /** Returns all cases of a run, each with as many values. */
  static List<IngestCase> all(boolean quick) {
    List<IngestCase> cases = new ArrayList<>();
    for (int features : quick ? QUICK_FEATURES : FEATURES) {
      long rows = (quick ? QUICK_VALUES : FULL_VALUES) / features;
      for (Representation representation : Representation.values()) {
        cases.add(new IngestCase(representation, features, rows));
      }
    }
    return cases;
  }

  /** Returns the request that makes a worker write these rows. */
  String prepare() {
    return String.join(" ", IngestWorker.PREPARE, representation.label(), "" + features, "" + rows);
  }
}
