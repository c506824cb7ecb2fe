package org.coherer.datasource.write;

import java.io.Serial;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.format.RecordWriterFactory;
import org.coherer.datasource.write.WriteTarget.RowLayout;

/** Opens the writers of tasks, each of which has a directory of its own. */
final class FileWriterFactory implements DataWriterFactory {
  @Serial private static final long serialVersionUID = 1L;

  private final String staging;
  private final String queryId;
  private final HadoopSettings hadoop;
  private final RowLayout layout;
  private final RecordWriterFactory writers;
  private final long recordsPerFile;

  FileWriterFactory(WriteTarget target) {
    staging = target.staging().toString();
    queryId = target.queryId();
    hadoop = target.hadoop();
    layout = target.layout();
    writers = target.writers();
    recordsPerFile = target.recordsPerFile();
  }

  @Override
  public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
    String prefix = "part-%05d-%s".formatted(partitionId, queryId);
    AttemptFiles files = new AttemptFiles(staging + "/attempt-" + taskId, prefix, hadoop, writers);
    return new FileDataWriter(files, new RowSplitter(layout), recordsPerFile);
  }
}
