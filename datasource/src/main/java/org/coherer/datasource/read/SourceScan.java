package org.coherer.datasource.read;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;

/**
 * One reading of some columns of a source. Equal scans are recognized as such by Spark, which then
 * reads once.
 *
 * @param source what is read
 * @param readSchema its columns that are read
 */
record SourceScan(RowSource source, StructType readSchema)
    implements SupportsReportStatistics, Batch {

  @Override
  public String description() {
    return source.description() + " [" + String.join(", ", readSchema.fieldNames()) + "]";
  }

  @Override
  public Statistics estimateStatistics() {
    return source.size(readSchema);
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    SplitSizing sizing = SplitSizing.ofSession(SparkSession.active());
    return source.partitions(readSchema, sizing).toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return source.readers(readSchema);
  }
}
