package org.coherer.training.elastic;

import java.util.Optional;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.server.Snapshot;
import org.coherer.training.server.rows.TableSnapshots;
import org.coherer.training.tables.TableFolder;
import org.coherer.training.trainer.TablesStart;
import org.coherer.training.trainer.TrainingStart;

/**
 * The embedding tables of a run, on the driver.
 *
 * @param snapshots their snapshots; empty without tables
 */
record RunTables(Optional<TableSnapshots> snapshots) implements AutoCloseable {

  /**
   * Checks that a run has all that its tables need.
   *
   * @throws IllegalArgumentException if not
   */
  static void check(TrainingPlan plan, TrainingStart start) {
    boolean embedded = plan.data().layout().encoding() instanceof EmbeddingEncoding;
    if (embedded && start.tables().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot train embedding tables without a folder for their snapshots");
    }
    if (!embedded && start.tables().isPresent()) {
      throw new IllegalArgumentException(
          "Cannot start from embedding tables (the rows have no columns of ids)");
    }
    if (embedded && start.checkpoints().isPresent()) {
      throw new IllegalArgumentException(
          "Cannot leave checkpoints of a run with embedding tables (do not set checkpointDir)");
    }
  }

  /** Returns the snapshots of a run, of which there are none yet. */
  static RunTables of(ElasticTask task) {
    return new RunTables(
        task.embedding()
            .map(
                encoding ->
                    new TableSnapshots(
                        encoding.inputs(),
                        task.servers().servers(),
                        task.servers().tables(),
                        task.folder(),
                        System::nanoTime)));
  }

  /** Returns the folder with what tables begin with. */
  static String begin(TrainingStart start) {
    return start
        .tables()
        .flatMap(TablesStart::rows)
        .map(TableFolder::path)
        .orElse(Snapshot.NO_ROWS);
  }

  /** Leaves the tables of a result to whoever gets it. */
  Optional<TableFolder> handOver(Snapshot result) {
    return snapshots.map(its -> its.handOver(result.tables()));
  }

  @Override
  public void close() {
    snapshots.ifPresent(TableSnapshots::close);
  }
}
