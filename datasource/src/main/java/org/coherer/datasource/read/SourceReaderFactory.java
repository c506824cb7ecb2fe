package org.coherer.datasource.read;

import java.io.Serial;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.coherer.datasource.file.HadoopSettings;

/** Opens partitions in tasks. */
final class SourceReaderFactory implements PartitionReaderFactory {
  @Serial private static final long serialVersionUID = 1L;

  private final ReadColumns columns;
  private final MalformedMode mode;
  private final long limit;
  private final HadoopSettings hadoop;

  SourceReaderFactory(ReadColumns columns, MalformedMode mode, long limit, HadoopSettings hadoop) {
    this.columns = columns;
    this.mode = mode;
    this.limit = limit;
    this.hadoop = hadoop;
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    RowReader rows = new RowReader(((ReadPartition) partition).parts(), columns, hadoop, mode);
    return new SourcePartitionReader(rows, limit);
  }
}
