package org.coherer.benchmarks.ingest;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.coherer.training.data.BatchSource;
import org.coherer.training.data.CacheSettings;
import org.coherer.training.data.ClassNumbers;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.data.Shard;
import org.coherer.training.engine.Batch;
import org.coherer.training.vector.OffHeap;

/** Does with a shard what a worker does, except for training. Runs in tasks. */
final class ShardReader implements FlatMapFunction<Iterator<RecordBlock>, ShardTimes> {

  private static final long serialVersionUID = 1L;

  private static final int LATER_EPOCHS = 3;
  private static final long MEMORY_BYTES = 4L << 30;
  private static final int MOST_COPIED_FROM = 256 << 20;

  private final RecordLayout layout;
  private final ClassNumbers classes;
  private final int batchSize;
  private final String folder;

  ShardReader(RecordLayout layout, ClassNumbers classes, int batchSize, String folder) {
    this.layout = layout;
    this.classes = classes;
    this.batchSize = batchSize;
    this.folder = folder;
  }

  @Override
  public Iterator<ShardTimes> call(Iterator<RecordBlock> blocks) {
    CacheSettings settings = new CacheSettings(List.of(Path.of(folder)), MEMORY_BYTES, false);
    try (Shard shard = Shard.load(layout, blocks, settings, classes, true);
        BatchSource batches = shard.training(batchSize, 1, "data")) {
      long rows = epoch(batches, 1);
      long firstEpochEnd = System.nanoTime();
      for (int number = 2; number < 2 + LATER_EPOCHS; number++) {
        if (epoch(batches, number) != rows) {
          throw new IllegalStateException("An epoch has other rows than the one before");
        }
      }
      double later = (System.nanoTime() - firstEpochEnd) / 1e9 / LATER_EPOCHS;
      return List.of(new ShardTimes(firstEpochEnd, later, copySeconds(rows))).iterator();
    }
  }

  private static long epoch(BatchSource batches, int number) {
    batches.startEpoch(number);
    long rows = 0;
    for (Batch batch = batches.next(); batch.rows() > 0; batch = batches.next()) {
      rows += batch.rows();
    }
    return rows;
  }

  /** Copies batch by batch, one after the other, out of memory that no cache holds. */
  private double copySeconds(long rows) {
    int rowBytes = (layout.featureLength() + layout.target().length() + 1) * Float.BYTES;
    int batchBytes = rowBytes * batchSize;
    long all = rows * rowBytes;
    ByteBuffer from = ByteBuffer.allocateDirect((int) Math.min(all, MOST_COPIED_FROM));
    ByteBuffer to = ByteBuffer.allocateDirect(batchBytes);
    try {
      copy(from, to, Math.min(all, from.capacity()));
      long start = System.nanoTime();
      copy(from, to, all);
      return (System.nanoTime() - start) / 1e9;
    } finally {
      OffHeap.free(from);
      OffHeap.free(to);
    }
  }

  private static void copy(ByteBuffer from, ByteBuffer to, long bytes) {
    int at = 0;
    for (long left = bytes; left > 0; ) {
      if (at + to.capacity() > from.capacity()) {
        at = 0;
      }
      int count = (int) Math.min(left, Math.min(to.capacity(), from.capacity()));
      to.put(0, from, at, count);
      at += count;
      left -= count;
    }
  }
}
