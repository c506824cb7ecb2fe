package org.coherer.datasource.read;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.stream.FileLog;

/**
 * One reading of some columns of a source. Equal scans are recognized as such by Spark, which then
 * reads once.
 *
 * @param source what is read
 * @param readSchema its columns that are read
 * @param filters about partition columns and files
 * @param limit how many rows a task returns at most
 */
record SourceScan(ReadSource source, StructType readSchema, List<Filter> filters, long limit)
    implements SupportsReportStatistics, Batch {

  /** The setting of Spark's own file streams: after how many batches their logs become one file. */
  private static final String COMPACT_INTERVAL =
      "spark.sql.streaming.fileSource.log.compactInterval";

  @Override
  public String description() {
    String columns = String.join(", ", readSchema.fieldNames());
    String where = filters.isEmpty() ? "" : " where " + filters;
    return source.description() + " [" + columns + "]" + where;
  }

  @Override
  public Statistics estimateStatistics() {
    ReadPlan plan = plan();
    long ofDirectories = 0;
    for (StructField field : readSchema.fields()) {
      if (List.of(source.partitions().fields().fieldNames()).contains(field.name())) {
        ofDirectories += field.dataType().defaultSize();
      }
    }
    long more = ofDirectories * plan.records().orElse(0);
    return new SourceSize(plan.records(), plan.memoryBytes() + more);
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  /**
   * {@inheritDoc} Spark does not say which columns a stream's query wants. Where it wants metadata,
   * it expects them behind all others; else it ignores them there.
   */
  @Override
  public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
    source.format().requireStreamable(source.options());
    boolean hasOwn = List.of(readSchema.fieldNames()).contains(MetadataField.NAME);
    StructType all = hasOwn ? readSchema : readSchema.add(MetadataField.column());
    SourceScan scan = new SourceScan(source, all, filters, limit);
    return new SourceStream(scan, log(checkpointLocation));
  }

  private FileLog log(String checkpointLocation) {
    String interval = SparkSession.active().conf().get(COMPACT_INTERVAL, "10");
    return new FileLog(checkpointLocation, Integer.parseInt(interval), source.hadoop());
  }

  /** Returns the same scan of other files. */
  SourceScan of(ReadSource other) {
    return new SourceScan(other, readSchema, filters, limit);
  }

  @Override
  public InputPartition[] planInputPartitions() {
    SplitSizing sizing = SplitSizing.ofSession(SparkSession.active());
    return plan().partitions(sizing, limit).toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new SourceReaderFactory(columns(), source.mode(), limit, source.hadoop());
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ReadMetrics.all();
  }

  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    List<FoundFile> files = plan().files().stream().map(file -> file.found()).toList();
    return ReadMetrics.ofDriver(files.size(), files.stream().mapToLong(FoundFile::length).sum());
  }

  private ReadColumns columns() {
    return ReadColumns.of(readSchema, source);
  }

  private ReadPlan plan() {
    return new ReadPlan(source, columns().records(), filters);
  }
}
