package org.coherer.benchmarks.scaling;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.data.RecordStore;
import org.coherer.training.data.TargetEncoding;

/**
 * Rows of the shape of MNIST, drawn by a formula that the script for PyTorch repeats bit for bit:
 * half a prototype of the row's class and half noise. A fifth of the labels is drawn at random, so
 * that the loss does not vanish: gradients that underflow would be a matter of their own.
 */
final class GeneratedRows {

  static final int FEATURES = 784;
  static final int CLASSES = 10;

  /** Where the streams of random numbers for prototypes and labels begin. */
  private static final long PROTOTYPES = 1L << 40;

  private static final long LABELS = 1L << 41;
  private static final float SHARE_OF_RANDOM_LABELS = 0.2f;

  private static final RecordLayout LAYOUT =
      new RecordLayout(FEATURES, new TargetEncoding.ClassIndex(CLASSES));

  private GeneratedRows() {}

  static RecordLayout layout() {
    return LAYOUT;
  }

  /**
   * Returns one rank's shard: every {@code world}-th row of {@code total}, from row {@code rank}.
   */
  static RecordStore shard(int total, int rank, int world) {
    int rows = (total - rank + world - 1) / world;
    ByteBuffer records =
        ByteBuffer.allocate(Math.multiplyExact(rows, LAYOUT.recordBytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < rows; i++) {
      put(rank + (long) i * world, records);
    }
    RecordBlock block = new RecordBlock(0, 0, rows, records.array());
    return RecordStore.load(LAYOUT, List.of(block).iterator());
  }

  private static void put(long row, ByteBuffer records) {
    int kind = (int) (row % CLASSES);
    for (int i = 0; i < FEATURES; i++) {
      float prototype = unit(PROTOTYPES + (long) kind * FEATURES + i);
      float noise = unit(row * FEATURES + i);
      records.putFloat(0.5f * prototype + 0.5f * noise);
    }
    boolean random = unit(LABELS + row) < SHARE_OF_RANDOM_LABELS;
    records.putFloat(random ? (int) ((hash(LABELS + row) >>> 1) % CLASSES) : kind);
    records.putFloat(1f);
  }

  /** Returns a number in [0, 1), of 24 bits. */
  private static float unit(long index) {
    return (hash(index) >>> 40) * 0x1p-24f;
  }

  /**
   * Returns output number {@code index} of SplitMix64.
   *
   * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood, 2014</a>
   */
  private static long hash(long index) {
    long z = (index + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
