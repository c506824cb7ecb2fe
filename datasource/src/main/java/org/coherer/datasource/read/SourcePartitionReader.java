package org.coherer.datasource.read;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads the rows of a partition, up to a limit. */
final class SourcePartitionReader implements PartitionReader<InternalRow> {
  private final RowReader rows;
  private long left;

  SourcePartitionReader(RowReader rows, long limit) {
    this.rows = rows;
    left = limit;
  }

  @Override
  public boolean next() throws IOException {
    if (left == 0 || !rows.next()) {
      return false;
    }
    left--;
    return true;
  }

  /** The current row. Reused by the next call of next(). */
  @Override
  public InternalRow get() {
    return rows.row();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return ReadMetrics.ofTask(rows.records(), rows.malformed());
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
