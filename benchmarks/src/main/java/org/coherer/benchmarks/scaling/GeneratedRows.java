package org.coherer.benchmarks.scaling;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.coherer.training.data.BlockBuilder;
import org.coherer.training.data.CacheSettings;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.data.Shard;
import org.coherer.training.encoding.TargetEncoding;

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
  private static final int BLOCK_ROWS = 256;
  private static final long MEMORY_BYTES = 1L << 30;

  private static final RecordLayout LAYOUT =
      new RecordLayout(FEATURES, new TargetEncoding.ClassIndex(CLASSES));

  private GeneratedRows() {}

  static RecordLayout layout() {
    return LAYOUT;
  }

  /**
   * Returns one rank's shard: every {@code world}-th row of {@code total}, from row {@code rank}.
   */
  static Shard shard(int total, int rank, int world) {
    int rows = (total - rank + world - 1) / world;
    Iterator<RecordBlock> blocks =
        IntStream.range(0, (rows + BLOCK_ROWS - 1) / BLOCK_ROWS)
            .mapToObj(number -> block(number, rows, rank, world))
            .iterator();
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    return Shard.load(LAYOUT, blocks, new CacheSettings(List.of(folder), MEMORY_BYTES, false));
  }

  private static RecordBlock block(int number, int rows, int rank, int world) {
    BlockBuilder builder =
        new BlockBuilder(LAYOUT, 0, RecordBlock.Kind.TRAINING, BLOCK_ROWS * LAYOUT.recordBytes());
    float[] features = new float[FEATURES];
    float[] label = new float[1];
    int first = number * BLOCK_ROWS;
    for (int i = first; i < Math.min(first + BLOCK_ROWS, rows); i++) {
      long row = rank + (long) i * world;
      int kind = (int) (row % CLASSES);
      for (int j = 0; j < FEATURES; j++) {
        float prototype = unit(PROTOTYPES + (long) kind * FEATURES + j);
        float noise = unit(row * FEATURES + j);
        features[j] = 0.5f * prototype + 0.5f * noise;
      }
      boolean random = unit(LABELS + row) < SHARE_OF_RANDOM_LABELS;
      label[0] = random ? (int) ((hash(LABELS + row) >>> 1) % CLASSES) : kind;
      builder.add(i, features, label, 1f);
    }
    return builder.take();
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
