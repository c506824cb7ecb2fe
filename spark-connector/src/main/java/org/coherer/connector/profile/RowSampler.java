package org.coherer.connector.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.coherer.connector.row.FeatureHash;
import org.coherer.connector.row.Features;

/** Chooses the rows of a {@link RowSample}, one after the other. */
final class RowSampler {

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final int length;
  private final int size;
  private final PriorityQueue<RowSample.Row> chosen =
      new PriorityQueue<>(RowSample.ORDER.reversed());

  /** Chooses among rows of which the first so many numbers are features. */
  RowSampler(int length) {
    this.length = length;
    this.size = RowSample.size(length);
  }

  /** Looks at a row. Rows without weight do not count. */
  void add(Features row, float weight) {
    if (weight == 0) {
      return;
    }
    long hash = mixed(FeatureHash.of(row));
    if (chosen.size() == size && hash > chosen.peek().hash()) {
      return;
    }
    float[] numbers = new float[length];
    row.copyFirst(length, numbers, 0);
    chosen.add(new RowSample.Row(hash, numbers));
    if (chosen.size() > size) {
      chosen.poll();
    }
  }

  /** Neighbouring hashes, as those of similar rows may be, must not be chosen together. */
  private static long mixed(long hash) {
    long spread = (hash ^ (hash >>> 32)) * MULTIPLIER;
    return (spread ^ (spread >>> 29)) * MULTIPLIER;
  }

  /** Returns the rows that were chosen. */
  RowSample build() {
    List<RowSample.Row> rows = new ArrayList<>(chosen);
    rows.sort(RowSample.ORDER);
    return new RowSample(rows);
  }
}
