package org.coherer.training.trainer;

import java.util.Objects;
import java.util.Optional;
import org.coherer.training.tables.TableFolder;

/**
 * What the embedding tables of a run start from, and where it writes them.
 *
 * @param folder a folder for snapshots, which all executors and the driver reach. The run has it for
 *     itself, and deletes it if it fails; the result is in it
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
