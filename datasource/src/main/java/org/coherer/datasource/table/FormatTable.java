package org.coherer.datasource.table;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.read.GivenSchema;
import org.coherer.datasource.read.MetadataField;
import org.coherer.datasource.read.SourceScanBuilder;
import org.coherer.datasource.write.FileWriteBuilder;
import org.coherer.datasource.write.WriteTarget;

/** Files of a format as Spark's table. */
final class FormatTable implements SupportsRead, SupportsWrite, SupportsMetadataColumns {
  private final FileFormat format;
  private final StructType fields;
  private final Transform[] partitioning;
  private final CaseInsensitiveStringMap options;
  private final Supplier<GivenSchema> source;

  /**
   * Makes one.
   *
   * @param source finds what is read; called whenever a query is planned
   */
  FormatTable(
      FileFormat format,
      StructType fields,
      Transform[] partitioning,
      CaseInsensitiveStringMap options,
      Supplier<GivenSchema> source) {
    this.format = format;
    this.fields = fields;
    this.partitioning = partitioning.clone();
    this.options = options;
    this.source = source;
  }

  @Override
  public String name() {
    return format.name() + " " + options.getOrDefault("path", options.getOrDefault("paths", ""));
  }

  /** The only way to give columns that Spark 3.5 requires; Spark 4 makes its own form of them. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return fields;
  }

  @Override
  public Transform[] partitioning() {
    return partitioning.clone();
  }

  @Override
  public MetadataColumn[] metadataColumns() {
    return new MetadataColumn[] {new MetadataField()};
  }

  /** Writing is claimed always: a format without a writer says so in words of its own. */
  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(
        TableCapability.BATCH_READ,
        TableCapability.MICRO_BATCH_READ,
        TableCapability.BATCH_WRITE,
        TableCapability.TRUNCATE);
  }

  /** The options are those that the table was made with. */
  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ignored) {
    return new SourceScanBuilder(source.get());
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    return new FileWriteBuilder(WriteTarget.of(format, info, partitioning, SparkSession.active()));
  }
}
