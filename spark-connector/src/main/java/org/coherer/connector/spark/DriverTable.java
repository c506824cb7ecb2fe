package org.coherer.connector.spark;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Function1;

/**
 * A read-only table whose rows the driver has. Collecting it runs no job.
 *
 * <p>Why: the public {@code LocalScan} wants rows in Spark's own form. {@code
 * CatalystTypeConverters}, which makes them, is internal, and as it is since Spark 2.0.
 *
 * @param name its name in plans
 * @param fields all its columns
 * @param rows returns the rows with some of them, in the session that is active; called once for
 *     each query
 */
public record DriverTable(String name, StructType fields, Function<StructType, List<Row>> rows)
    implements SupportsRead {

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

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new Columns();
  }

  /** Finds out which columns a query reads. */
  private final class Columns implements SupportsPushDownRequiredColumns {

    private StructType columns = fields;

    @Override
    public void pruneColumns(StructType requiredSchema) {
      columns = requiredSchema;
    }

    @Override
    public Scan build() {
      return new Reading(columns);
    }
  }

  /** One reading of the rows. */
  private final class Reading implements LocalScan {

    private final StructType columns;

    Reading(StructType columns) {
      this.columns = columns;
    }

    @Override
    public StructType readSchema() {
      return columns;
    }

    @Override
    public InternalRow[] rows() {
      Function1<Object, Object> converter =
          CatalystTypeConverters.createToCatalystConverter(columns);
      return rows.apply(columns).stream()
          .map(row -> (InternalRow) converter.apply(row))
          .toArray(InternalRow[]::new);
    }
  }
}
