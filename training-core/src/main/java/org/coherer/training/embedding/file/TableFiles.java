package org.coherer.training.embedding.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import org.coherer.training.file.RandomInput;

/**
 * The folder of a snapshot, wherever it is. Files are created, written from beginning to end and
 * read; none is renamed, appended to or overwritten. Thread-safe.
 */
public interface TableFiles {

  /** Returns a folder of this machine, which need not exist. */
  static TableFiles local(Path folder) {
    return new LocalTableFiles(folder);
  }

  /** Returns how messages call a file. */
  String path(String name);

  /**
   * Creates a file that is not there yet, and the folder if need be.
   *
   * @throws IOException if it cannot be, or is there. The message names it
   */
  TableOutput create(String name) throws IOException;

  /**
   * Opens a file.
   *
   * @throws FileNotFoundException if it is not there
   * @throws IOException if it cannot be opened. The message names it
   */
  RandomInput open(String name) throws IOException;
}
