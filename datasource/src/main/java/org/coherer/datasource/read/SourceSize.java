package org.coherer.datasource.read;

import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Statistics;

/**
 * How much there is to read, for Spark's choice of joins.
 *
 * @param numRows the rows, if that is known without reading them
 * @param bytes what the rows take in memory
 */
record SourceSize(OptionalLong numRows, long bytes) implements Statistics {
  @Override
  public OptionalLong sizeInBytes() {
    return OptionalLong.of(bytes);
  }
}
