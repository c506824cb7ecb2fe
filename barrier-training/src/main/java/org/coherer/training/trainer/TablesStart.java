package org.coherer.training.trainer;

import java.util.Objects;
import java.util.Optional;
import org.coherer.training.tables.TableFolder;

/**
 * What the embedding tables of a run start from, and where it writes them.
 *
 * @param folder a folder for those of runs, on a file system that all executors and the driver
 *     reach. A run makes one in it, with the result in the end; if it fails, that is deleted
 * @param rows a snapshot with the rows that tables begin with; empty for no rows
 */
public record TablesStart(TableFolder folder, Optional<TableFolder> rows) {

  /** Checks that there is a folder. */
  public TablesStart {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(rows, "rows");
  }

  /** Starts from no rows. */
  public TablesStart(TableFolder folder) {
    this(folder, Optional.empty());
  }
}
