package org.coherer.training.elastic;

import java.util.Optional;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.InputGradients;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.event.RunEvent;
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
    if (plan.data().layout().encoding() instanceof EmbeddingEncoding embedding) {
      check(plan.network().spec(), embedding, start);
    } else if (start.tables().isPresent()) {
      throw new IllegalArgumentException(
          "Cannot start from embedding tables (the rows have no columns of ids)");
    }
  }

  private static void check(NetworkSpec network, EmbeddingEncoding embedding, TrainingStart start) {
    if (start.tables().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot train embedding tables without a folder for their snapshots");
    }
    if (start.checkpoints().isPresent()) {
      throw new IllegalArgumentException(
          "Cannot leave checkpoints of a run with embedding tables (do not set checkpointDir)");
    }
    Engines.require(Engines.of(network), InputGradients.class, "columns of ids")
        .check(network, embedding.width());
  }

  /** Returns the snapshots of a run, of which there are none yet: in a folder of its own. */
  static RunTables of(ElasticTask task) {
    return new RunTables(
        task.embedding()
            .map(
                encoding ->
                    new TableSnapshots(
                        encoding.inputs(),
                        task.servers().servers(),
                        task.servers().tables(),
                        task.folder().resolve(RunEvent.runId(task.entry().token())),
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
