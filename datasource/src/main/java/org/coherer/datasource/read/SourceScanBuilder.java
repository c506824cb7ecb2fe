package org.coherer.datasource.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.partition.PartitionFilter.Decision;

/** Builds scans of the columns, files and rows that a query reads. */
public final class SourceScanBuilder
    implements SupportsPushDownRequiredColumns, SupportsPushDownFilters, SupportsPushDownLimit {
  private final ReadSource source;
  private final List<Filter> pushed = new ArrayList<>();
  private StructType columns;
  private long limit = Long.MAX_VALUE;

  /**
   * Makes one.
   *
   * @param table what is read, and its columns
   */
  public SourceScanBuilder(GivenSchema table) {
    source = table.source();
    columns = table.fields();
  }

  /** {@inheritDoc} A struct in a record is read with all its fields. */
  @Override
  public void pruneColumns(StructType requiredSchema) {
    StructType all = source.schema();
    columns = new StructType();
    for (StructField field : requiredSchema.fields()) {
      int at = List.of(source.files().columns().fieldNames()).indexOf(field.name());
      columns = columns.add(at < 0 ? field : all.fields()[at]);
    }
  }

  /**
   * {@inheritDoc} Those about partition columns and files alone are ours: they say which files are
   * read.
   */
  @Override
  public Filter[] pushFilters(Filter[] filters) {
    FileColumns files = new FileColumns(source.partitions());
    List<Filter> left = new ArrayList<>();
    for (Filter filter : filters) {
      Optional<Decision> decision = files.translate(filter);
      (decision.isPresent() ? pushed : left).add(filter);
    }
    return left.toArray(Filter[]::new);
  }

  @Override
  public Filter[] pushedFilters() {
    return pushed.toArray(Filter[]::new);
  }

  /** {@inheritDoc} Each task stops there, so Spark takes the first ones of all. */
  @Override
  public boolean pushLimit(int rows) {
    limit = rows;
    return true;
  }

  @Override
  public Scan build() {
    return new SourceScan(source, columns, List.copyOf(pushed), limit);
  }
}
