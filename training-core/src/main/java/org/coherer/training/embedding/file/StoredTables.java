package org.coherer.training.embedding.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.file.DamagedFileException;

/**
 * All tables of a snapshot in a folder of this machine, to look rows up in. Thread-safe.
 *
 * @see StoredTable
 */
public final class StoredTables implements AutoCloseable {

  private final List<StoredTable> tables = new ArrayList<>();

  private StoredTables() {}

  /**
   * Opens the tables of a folder.
   *
   * @throws DamagedFileException if a file cannot be used. The message names it
   */
  public static StoredTables open(Path folder) throws IOException {
    return open(folder, TableManifest.read(TableFiles.local(folder)));
  }

  /**
   * Opens the tables of a folder of which the manifest has been read.
   *
   * @throws DamagedFileException if a file cannot be used, or is not one of this manifest. The
   *     message names it
   */
  public static StoredTables open(Path folder, TableManifest manifest) throws IOException {
    StoredTables opened = new StoredTables();
    try {
      for (int i = 0; i < manifest.inputs().size(); i++) {
        opened.tables.add(StoredTable.open(folder, manifest, i));
      }
      return opened;
    } catch (IOException | RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** Returns the columns of ids with their tables, in order. */
  public List<EmbeddingInput> inputs() {
    return tables.stream().map(StoredTable::input).toList();
  }

  /** Returns the table of an input. */
  public StoredTable table(int number) {
    return tables.get(number);
  }

  /** Closes all tables. Safe to call again. */
  @Override
  public void close() {
    tables.forEach(StoredTable::close);
  }
}
