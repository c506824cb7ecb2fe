package org.coherer.datasource.write;

import java.io.Serial;
import java.util.List;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * What a task has written. Passes {@code spark.serializer}, which may be Kryo: so it is no record,
 * and has nothing but strings.
 */
final class WrittenFiles implements WriterCommitMessage {
  @Serial private static final long serialVersionUID = 1L;

  private final String attempt;
  private final String[] files;

  /**
   * Copies the files.
   *
   * @param attempt the directory that the task has written into
   * @param files the paths of its files, relative to that directory and, once they are in their
   *     place, to the table's
   */
  WrittenFiles(String attempt, List<String> files) {
    this.attempt = attempt;
    this.files = files.toArray(String[]::new);
  }

  String attempt() {
    return attempt;
  }

  List<String> files() {
    return List.of(files);
  }
}
