package org.coherer.connector.shard;

import java.io.Serializable;
import org.coherer.connector.column.InvalidParamException;

/**
 * How evenly rows are spread over shards.
 *
 * @param workers the number of shards
 * @param batchSize rows per batch: shards differ by no more
 * @param stratified whether the rows of each class are spread evenly, rather than all rows together
 */
public record ShardBalance(int workers, int batchSize, boolean stratified) implements Serializable {

  /** Checks the numbers. */
  public ShardBalance {
    check("workers", workers);
    check("batchSize", batchSize);
  }

  private static void check(String name, int value) {
    if (value < 1) {
      throw new InvalidParamException(
          "Invalid " + name + " " + value + " (must be at least 1)",
          name.equals("workers") ? "numWorkers" : name);
    }
  }
}
