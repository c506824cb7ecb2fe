package org.coherer.datasource.idx;

import java.io.Serial;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.coherer.datasource.read.RowRange;

/** Creates partition readers in the tasks. */
final class IdxReaderFactory implements PartitionReaderFactory {
  @Serial private static final long serialVersionUID = 1L;

  private final IdxColumn[] columns;

  IdxReaderFactory(IdxColumn[] columns) {
    this.columns = columns;
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return new IdxPartitionReader(columns, (RowRange) partition);
  }
}
