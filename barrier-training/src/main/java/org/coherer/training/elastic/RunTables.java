package org.coherer.training.elastic;

import java.util.Optional;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.InputGradients;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.event.RunEvent;
import org.coherer.training.plan.ServerPlan;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.saving.TableReferences;
import org.coherer.training.server.Snapshot;
import org.coherer.training.server.rows.SnapshotFolder;
import org.coherer.training.server.rows.TableSnapshots;
import org.coherer.training.tables.TableFolder;
import org.coherer.training.trainer.TablesStart;
import org.coherer.training.trainer.TrainingStart;

/**
 * The embedding tables of a run, on the driver.
 *
 * @param snapshots their snapshots; empty without tables
 * @param references those of checkpoints; empty if there are none, or no tables
 */
record RunTables(Optional<TableSnapshots> snapshots, Optional<TableReferences> references)
    implements AutoCloseable {

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
    Engines.require(Engines.of(network), InputGradients.class, "columns of ids")
        .check(network, embedding.width());
  }

  /**
   * Returns the snapshots of a run: in a folder of its own, or where checkpoints refer to them, in
   * one that all runs of the same checkpoints have.
   *
   * @param token that of the run
   */
  static RunTables of(TrainingPlan plan, TrainingStart start, long token) {
    if (!(plan.data().layout().encoding() instanceof EmbeddingEncoding embedding)) {
      return new RunTables(Optional.empty(), Optional.empty());
    }
    ServerPlan servers = (ServerPlan) plan.exchange().agreement();
    TableFolder root = start.tables().orElseThrow().folder();
    Optional<TableReferences> references = start.checkpoints().map(TableReferences::of);
    String run = RunEvent.runId(token);
    SnapshotFolder folder =
        references
            .map(its -> SnapshotFolder.shared(root.resolve(its.name()), run, its::needed))
            .orElseGet(() -> SnapshotFolder.ofRun(root.resolve(run)));
    TableSnapshots snapshots =
        new TableSnapshots(
            embedding.inputs(), servers.servers(), servers.tables(), folder, System::nanoTime);
    return new RunTables(Optional.of(snapshots), references);
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
    boolean interrupted = Thread.interrupted(); // Or else no file could be read.
    snapshots.ifPresent(TableSnapshots::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
