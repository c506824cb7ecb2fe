package org.coherer.datasource.read;

import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * How large the partitions of a reading may be, by the settings that Spark's own file formats obey.
 *
 * @param maxPartitionBytes {@code spark.sql.files.maxPartitionBytes}
 * @param openCostBytes {@code spark.sql.files.openCostInBytes}: below it, a partition is not worth
 *     a task, unless the limit above is smaller still
 * @param minPartitions {@code spark.sql.files.minPartitionNum}, or else the parallelism of a leaf
 *     of a plan: so many tasks there are if there is enough for each
 */
public record SplitSizing(long maxPartitionBytes, long openCostBytes, int minPartitions) {

  /** Checks the numbers. */
  public SplitSizing {
    requirePositive("maxPartitionBytes", maxPartitionBytes);
    requirePositive("minPartitions", minPartitions);
  }

  /** Returns the settings of a session. */
  static SplitSizing ofSession(SparkSession session) {
    RuntimeConfig conf = session.conf();
    return new SplitSizing(
        JavaUtils.byteStringAsBytes(conf.get("spark.sql.files.maxPartitionBytes")),
        JavaUtils.byteStringAsBytes(conf.get("spark.sql.files.openCostInBytes")),
        minPartitions(session, conf));
  }

  /**
   * Returns how many bytes one partition should have.
   *
   * @param totalBytes the bytes that are read in all
   */
  public long partitionBytes(long totalBytes) {
    return Math.min(maxPartitionBytes, Math.max(openCostBytes, totalBytes / minPartitions));
  }

  private static int minPartitions(SparkSession session, RuntimeConfig conf) {
    Option<String> given = conf.getOption("spark.sql.files.minPartitionNum");
    if (given.isEmpty()) {
      given = conf.getOption("spark.sql.leafNodeDefaultParallelism");
    }
    return given.isEmpty()
        ? session.sparkContext().defaultParallelism()
        : Integer.parseInt(given.get());
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("Invalid " + name + " " + value + " (must be at least 1)");
    }
  }
}
