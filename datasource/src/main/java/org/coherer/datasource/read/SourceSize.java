package org.coherer.datasource.read;

import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Statistics;

/**
 * How much there is to read, for Spark's choice of joins.
 *
 * @param numRows the rows, if that is known without reading them
 * @param sizeInBytes the bytes that the rows take in memory, if that is known
 */
public record SourceSize(OptionalLong numRows, OptionalLong sizeInBytes) implements Statistics {

  /**
   * Returns the size of a known number of rows of one length.
   *
   * @param rows how many
   * @param bytesPerRow what one takes in memory
   */
  public static SourceSize of(long rows, long bytesPerRow) {
    return new SourceSize(
        OptionalLong.of(rows), OptionalLong.of(Math.multiplyExact(rows, bytesPerRow)));
  }
}
