package org.coherer.datasource.read;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A source as Spark's read-only table.
 *
 * @param source what was found
 * @param fields the columns of the table
 */
record SourceTable(RowSource source, StructType fields) implements SupportsRead {

  @Override
  public String name() {
    return source.description();
  }

  /** The only way to give columns that Spark 3.5 requires; Spark 4 makes its own form of them. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return fields;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  /** The options are those that the source was opened with. */
  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new SourceScanBuilder(source, fields);
  }
}
