package org.coherer.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Set;
import org.coherer.training.augmentation.Augmenter;
import org.coherer.training.augmentation.ImageAugmentation;
import org.coherer.training.encoding.Rescaling;
import org.coherer.training.encoding.Scaling;

/**
 * One shard of the rows of a run: training rows and a part of the validation set, each in a cache
 * file of its own that ends with the process at the latest.
 *
 * <p>Each of {@link #training} and {@link #validation} can be read again once the source that was
 * opened last is closed. All of them are closed before the shard.
 */
public final class Shard implements AutoCloseable {

  /** The share of the memory for the validation set, if there is one. */
  private static final int VALIDATION_SHARE = 8;

  private final RecordLayout layout;
  private final EpochCache training;
  private final EpochCache validation;

  private Shard(RecordLayout layout, EpochCache training, EpochCache validation) {
    this.layout = layout;
    this.training = training;
    this.validation = validation;
  }

  /**
   * Caches all blocks of a shard, one at a time.
   *
   * @param classes what becomes of labels and weights
   * @param validated whether there is a validation set; else its rows are trained on like others
   * @throws UncheckedIOException if the disk is full. The message names the folder and the remedy
   * @throws IllegalStateException if a block was made for another layout
   */
  public static Shard load(
      RecordLayout layout,
      Iterator<RecordBlock> blocks,
      CacheSettings settings,
      ClassNumbers classes,
      boolean validated) {
    try (ShardLoader loader = new ShardLoader(Set.of(0), layout, settings, classes, validated)) {
      blocks.forEachRemaining(block -> loader.append(0, block));
      return loader.loaded().get(0);
    }
  }

  /** Caches all blocks of a shard as they are. */
  public static Shard load(
      RecordLayout layout, Iterator<RecordBlock> blocks, CacheSettings settings) {
    return load(layout, blocks, settings, ClassNumbers.NONE, true);
  }

  /**
   * Returns a shard that takes blocks until it is sealed.
   *
   * @throws UncheckedIOException if no folder accepts a file
   */
  static Shard empty(RecordLayout layout, CacheSettings settings) {
    long forValidation = Math.max(1, settings.memoryBytes() / VALIDATION_SHARE);
    CacheSettings small =
        new CacheSettings(settings.folders(), forValidation, settings.encrypted());
    try {
      EpochCache training = new EpochCache(layout, settings);
      try {
        return new Shard(layout, training, new EpochCache(measured(layout), small));
      } catch (IOException e) {
        training.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** A network is measured by its labels as they are, however training smooths them. */
  private static RecordLayout measured(RecordLayout layout) {
    return new RecordLayout(
        layout.featureLength(), layout.features(), layout.encoding(), layout.target().hard());
  }

  /** Appends a block to the training rows or to the validation set. */
  void append(RecordBlock block, boolean validated) throws IOException {
    boolean measured = validated && block.kind().validation();
    (measured ? validation : training).append(block);
  }

  /** Ends the writing. */
  void seal() {
    training.seal();
    validation.seal();
  }

  /** Returns the number of training rows. */
  public long trainingRows() {
    return training.rows();
  }

  /** Returns the number of rows of the validation set. */
  public long validationRows() {
    return validation.rows();
  }

  /**
   * Returns the training rows, in an order that differs from epoch to epoch.
   *
   * @param batchSize the most rows of a batch; those that the shard does not have take no memory
   * @param seed the seed of the order, a different one on each rank
   * @param threadName the name of the thread that assembles batches
   */
  public BatchSource training(int batchSize, long seed, String threadName) {
    return training(batchSize, seed, ImageAugmentation.NONE, threadName);
  }

  /**
   * Returns the training rows, in an order that differs from epoch to epoch, and so do their
   * images.
   *
   * @param seed that of the order, and of what becomes of images
   * @param augmentation what is done with images, on the thread that assembles batches
   * @throws IllegalArgumentException if rows are not encoded number by number
   */
  public BatchSource training(
      int batchSize, long seed, ImageAugmentation augmentation, String threadName) {
    if (augmentation.isNone()) {
      return prefetched(new ShuffledRows(training, layout, seed), batchSize, null, threadName);
    }
    if (!(layout.encoding() instanceof Scaling scaling)) {
      throw new IllegalArgumentException(
          "Invalid augmentation "
              + augmentation.steps().get(0).text()
              + " of rows with the encoding "
              + layout.encoding()
              + " (must be rows of numbers alone)");
    }
    RecordLayout raw =
        new RecordLayout(
            layout.featureLength(), layout.features(), Rescaling.NONE, layout.target());
    return prefetched(
        new ShuffledRows(training, raw, seed),
        batchSize,
        new Augmenter(augmentation, seed, scaling, layout.target(), layout.featureLength()),
        threadName);
  }

  /** Returns the validation set, in an order that is always the same. */
  public BatchSource validation(int batchSize, String threadName) {
    return prefetched(new SequentialRows(validation), batchSize, null, threadName);
  }

  /** Opens rows, and closes them again if there is no memory for batches of them. */
  private BatchSource prefetched(
      BatchFiller rows, int batchSize, Augmenter augmenter, String threadName) {
    int capacity = (int) Math.max(1, Math.min(batchSize, rows.rows()));
    try {
      return new PrefetchedBatches(rows, layout, capacity, augmenter, threadName);
    } catch (RuntimeException | Error e) {
      rows.close();
      throw e;
    }
  }

  /**
   * Returns whether its rows can be read. They cannot any longer once a thread that read them was
   * interrupted: that closes its file.
   */
  public boolean isReadable() {
    return training.isOpen() && validation.isOpen();
  }

  /** Frees memory and files. Safe to call again. */
  @Override
  public void close() {
    training.close();
    validation.close();
  }
}
