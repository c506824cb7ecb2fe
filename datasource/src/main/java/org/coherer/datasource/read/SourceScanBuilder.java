package org.coherer.datasource.read;

import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/** Builds scans of the columns that a query reads. */
final class SourceScanBuilder implements SupportsPushDownRequiredColumns {
  private final RowSource source;
  private StructType columns;

  SourceScanBuilder(RowSource source, StructType columns) {
    this.source = source;
    this.columns = columns;
  }

  @Override
  public void pruneColumns(StructType requiredSchema) {
    columns = requiredSchema;
  }

  @Override
  public Scan build() {
    return new SourceScan(source, columns);
  }
}
