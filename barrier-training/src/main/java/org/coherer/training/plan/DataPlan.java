package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;
import org.coherer.training.data.ClassNumbers;
import org.coherer.training.data.RecordLayout;

/**
 * What rows a run trains on, and how it goes through them.
 *
 * @param layout the records of the shards
 * @param epochs passes over the rows
 * @param batchSize rows per batch and rank
 * @param seed the order of the rows depends on it, and so do the initial parameters
 * @param validated whether there is a validation set to evaluate after every epoch; else all rows
 *     are trained on
 * @param cacheBytes the most memory that each rank may use for its shard
 * @param classes what becomes of the labels of classes, and of the weights of rows
 */
public record DataPlan(
    RecordLayout layout,
    int epochs,
    int batchSize,
    long seed,
    boolean validated,
    long cacheBytes,
    ClassNumbers classes)
    implements Serializable {

  /** Checks the numbers. */
  public DataPlan {
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(classes, "classes");
    Requirements.atLeastOne("epochs", epochs);
    Requirements.atLeastOne("batchSize", batchSize);
    if (cacheBytes < 1) {
      throw new IllegalArgumentException(
          "Invalid cacheMemory " + cacheBytes + " (must be at least 1 byte)");
    }
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

  /** Returns how many batches so many rows of one rank make. */
  public long batchesFor(long rows) {
    return Requirements.ceilDiv(rows, batchSize);
  }
}
