package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import org.coherer.training.augmentation.ImageAugmentation;
import org.coherer.training.data.ClassNumbers;
import org.coherer.training.data.RankBatches;
import org.coherer.training.data.RankShards;
import org.coherer.training.data.RecordLayout;

/**
 * What rows a run trains on, and how it goes through them.
 *
 * @param layout the records of the shards
 * @param passes how it goes through them
 * @param validated whether there is a validation set to evaluate after every epoch; else all rows
 *     are trained on
 * @param cacheBytes the most memory that each rank may use for its shard
 * @param classes what becomes of the labels of classes, and of the weights of rows
 */
public record DataPlan(
    RecordLayout layout, Passes passes, boolean validated, long cacheBytes, ClassNumbers classes)
    implements Serializable {

  /**
   * How a run goes through its training rows.
   *
   * @param epochs passes over the rows
   * @param batchSize rows per batch and rank
   * @param seed the order of the rows depends on it, and so do the initial parameters and what
   *     becomes of images
   * @param augmentation what is done with the images of training rows
   */
  public record Passes(int epochs, int batchSize, long seed, ImageAugmentation augmentation)
      implements Serializable {

    /** Checks the numbers. */
    public Passes {
      Objects.requireNonNull(augmentation, "augmentation");
      Requirements.atLeastOne("epochs", epochs);
      Requirements.atLeastOne("batchSize", batchSize);
      if (augmentation.mixes() && batchSize == 1) {
        throw new IllegalArgumentException(
            "Invalid batchSize 1 (must be at least 2 with the augmentation mixup, which blends the"
                + " rows of a batch)");
      }
    }
  }

  /** Checks the memory. */
  public DataPlan {
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(passes, "passes");
    Objects.requireNonNull(classes, "classes");
    if (cacheBytes < 1) {
      throw new IllegalArgumentException(
          "Invalid cacheMemory " + cacheBytes + " (must be at least 1 byte)");
    }
  }

  /** Creates the plan of rows that are trained on as they are. */
  public DataPlan(
      RecordLayout layout,
      int epochs,
      int batchSize,
      long seed,
      boolean validated,
      long cacheBytes,
      ClassNumbers classes) {
    this(
        layout,
        new Passes(epochs, batchSize, seed, ImageAugmentation.NONE),
        validated,
        cacheBytes,
        classes);
  }

  /** Creates the plan of rows whose labels and weights are final. */
  public DataPlan(
      RecordLayout layout,
      int epochs,
      int batchSize,
      long seed,
      boolean validated,
      long cacheBytes) {
    this(layout, epochs, batchSize, seed, validated, cacheBytes, ClassNumbers.NONE);
  }

  /** Returns the passes over the rows. */
  public int epochs() {
    return passes.epochs();
  }

  /** Returns the rows per batch and rank. */
  public int batchSize() {
    return passes.batchSize();
  }

  /** Returns the seed of all that is random. */
  public long seed() {
    return passes.seed();
  }

  /**
   * Returns the training rows of a rank, as this plan says.
   *
   * @param seed the seed of each shard
   */
  public RankBatches trainingRows(RankShards shards, IntToLongFunction seed) {
    return shards.training(batchSize(), seed, passes.augmentation());
  }

  /** Returns how many batches so many rows of one rank make. */
  public long batchesFor(long rows) {
    return Requirements.ceilDiv(rows, batchSize());
  }
}
