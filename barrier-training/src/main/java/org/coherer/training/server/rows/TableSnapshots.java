package org.coherer.training.server.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.file.TableManifest;
import org.coherer.training.plan.TablesPlan;
import org.coherer.training.tables.TableFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of a run's tables, on the driver. When it is closed, no folder is left but that of
 * the result and those that checkpoints refer to. Used by one thread.
 */
public final class TableSnapshots implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TableSnapshots.class);

  /** Snapshots within an epoch take a twentieth of the time at most. */
  private static final int TIMES_THE_LAST = 20;

  private final List<EmbeddingInput> inputs;
  private final int servers;
  private final TablesPlan plan;
  private final SnapshotFolder folder;
  private final LongSupplier nanoTime;
  private final Set<String> made = new LinkedHashSet<>();
  private long lastEndNanos;
  private long lastTookNanos;
  private int count;
  private boolean handedOver;

  /**
   * Begins with those that runs before have left.
   *
   * @param inputs the tables, by number
   * @param servers how many servers have them
   * @param folder where they are
   */
  public TableSnapshots(
      List<EmbeddingInput> inputs,
      int servers,
      TablesPlan plan,
      SnapshotFolder folder,
      LongSupplier nanoTime) {
    this.inputs = List.copyOf(inputs);
    this.servers = servers;
    this.plan = plan;
    this.folder = folder;
    this.nanoTime = nanoTime;
    this.lastEndNanos = nanoTime.getAsLong();
    try {
      made.addAll(folder.left());
    } catch (IOException e) {
      LOG.warn("Snapshots of earlier runs stay in {}: {}", folder.root(), e.getMessage());
    }
  }

  /** Returns whether the last one is so long ago that there shall be another within an epoch. */
  public boolean isDue() {
    long least = Math.max(plan.leastInterval().toNanos(), TIMES_THE_LAST * lastTookNanos);
    return nanoTime.getAsLong() - lastEndNanos >= least;
  }

  /**
   * Takes a snapshot; no step is under way.
   *
   * @return its folder
   * @throws IllegalStateException if it cannot be written
   * @throws org.coherer.training.transport.TransportException if a server is lost
   */
  public String save(TablesClient client) {
    long begun = nanoTime.getAsLong();
    count++;
    TableFolder next = folder.snapshot(count);
    String path = next.path();
    made.add(path);
    try {
      next.delete(); // A run before may have left it.
      TableManifest manifest =
          new TableManifest(inputs, servers, true, client.save(path, inputs.size()));
      manifest.write(next.files());
    } catch (IOException e) {
      throw new IllegalStateException(
          "Cannot write embedding tables to " + path + ": " + e.getMessage(), e);
    }
    lastEndNanos = nanoTime.getAsLong();
    lastTookNanos = lastEndNanos - begun;
    LOG.info("Embedding tables: {} in {}", path, Duration.ofNanos(lastTookNanos));
    return path;
  }

  /**
   * Has servers hold the rows of a snapshot, or of another run.
   *
   * @param path empty for no rows
   * @throws IllegalStateException if a server cannot read it
   * @throws org.coherer.training.transport.TransportException if a server is lost
   */
  public void load(TablesClient client, String path) {
    client.load(path);
  }

  /** Deletes all snapshots but some, and those that checkpoints refer to. */
  public void retain(Collection<String> needed) {
    Set<String> all = new HashSet<>(needed);
    try {
      all.addAll(folder.references().needed());
    } catch (IOException e) {
      LOG.warn("Old embedding tables stay in {}: {}", folder.root(), e.getMessage(), e);
      return;
    }
    List<String> others = made.stream().filter(path -> !all.contains(path)).toList();
    others.forEach(this::delete);
  }

  private void delete(String path) {
    made.remove(path);
    try {
      TableServer.folder(folder.root(), path).delete();
    } catch (IOException e) {
      LOG.warn("Cannot delete a snapshot of embedding tables, {}", path, e);
    }
  }

  /** Leaves a snapshot to whoever has the result of the run, who gets it. */
  public TableFolder handOver(String result) {
    made.remove(result);
    handedOver = true;
    return TableServer.folder(folder.root(), result);
  }

  /** Deletes what is not handed over, and no checkpoint refers to. */
  @Override
  public void close() {
    retain(Set.of());
    if (!handedOver && !folder.isShared()) {
      delete(folder.root().path());
    }
  }
}
