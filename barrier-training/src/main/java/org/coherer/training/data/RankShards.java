package org.coherer.training.data;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import org.coherer.training.augmentation.ImageAugmentation;

/** The shards of one rank, by number. All batches of them are closed before they are. */
public record RankShards(SortedMap<Integer, Shard> byNumber) implements AutoCloseable {

  /** Copies the map. */
  public RankShards {
    byNumber = new TreeMap<>(byNumber);
  }

  /** Returns the number of training rows of all shards. */
  public long trainingRows() {
    return byNumber.values().stream().mapToLong(Shard::trainingRows).sum();
  }

  /** Returns the number of training rows of the largest shard. */
  public long largest() {
    return byNumber.values().stream().mapToLong(Shard::trainingRows).max().orElse(0);
  }

  /**
   * Returns the training rows, in an order that differs from epoch to epoch.
   *
   * @param batchSize the most rows of a batch
   * @param seed the seed of the order of each shard
   */
  public RankBatches training(int batchSize, IntToLongFunction seed) {
    return training(batchSize, seed, ImageAugmentation.NONE);
  }

  /**
   * Returns the training rows, in an order that differs from epoch to epoch, and so do their
   * images.
   *
   * @param batchSize the most rows of a batch
   * @param seed the seed of each shard's order, and of what becomes of its images
   * @param augmentation what is done with images
   */
  public RankBatches training(
      int batchSize, IntToLongFunction seed, ImageAugmentation augmentation) {
    return opened(
        number ->
            byNumber
                .get(number)
                .training(
                    batchSize, seed.applyAsLong(number), augmentation, "coherer-data-" + number));
  }

  /** Returns the validation set, in an order that is always the same. */
  public RankBatches validation(int batchSize) {
    return opened(
        number -> byNumber.get(number).validation(batchSize, "coherer-validation-" + number));
  }

  /** Opens the batches of all shards, or of none. */
  private RankBatches opened(Function<Integer, BatchSource> open) {
    SortedMap<Integer, BatchSource> sources = new TreeMap<>();
    try {
      byNumber.keySet().forEach(number -> sources.put(number, open.apply(number)));
      return new RankBatches(sources);
    } catch (RuntimeException | Error e) {
      sources.values().forEach(BatchSource::close);
      throw e;
    }
  }

  /** Frees the memory and the files of all shards. */
  @Override
  public void close() {
    byNumber.values().forEach(Shard::close);
  }
}
