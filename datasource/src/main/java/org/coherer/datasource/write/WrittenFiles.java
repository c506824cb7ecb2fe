package org.coherer.datasource.write;

import java.util.List;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * What a task has written.
 *
 * @param attempt the directory that it has written into
 * @param files the paths of its files, relative to that directory and, once they are in their
 *     place, to the table's
 */
record WrittenFiles(String attempt, List<String> files) implements WriterCommitMessage {
  WrittenFiles {
    files = List.copyOf(files);
  }
}
