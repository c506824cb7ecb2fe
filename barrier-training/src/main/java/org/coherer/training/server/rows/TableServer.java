package org.coherer.training.server.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.checkpoint.CheckpointLocation;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.EmbeddingSpec;
import org.coherer.training.embedding.file.SlicePlace;
import org.coherer.training.embedding.file.SliceSummary;
import org.coherer.training.embedding.file.TableFiles;
import org.coherer.training.embedding.file.TableSnapshot;
import org.coherer.training.embedding.table.EmbeddingTable;
import org.coherer.training.embedding.table.MemoryBudget;
import org.coherer.training.rpc.Request;
import org.coherer.training.rpc.RequestHandler;
import org.coherer.training.server.HeldRows;
import org.coherer.training.tables.TableFolder;

/**
 * The rows of a server in a training: its shards of all tables, what becomes of the pushes of
 * workers, and snapshots at the driver's order. A synchronous update sums the gradients of all
 * workers; else every push is an update.
 *
 * <p>The first push that a table has no memory for ends the training: nothing changes any more,
 * workers are told to leave, and the driver learns the reason.
 */
public final class TableServer implements RequestHandler, AutoCloseable {

  private final int number;
  private final int servers;
  private final TableFolder root;
  private final ServedTables tables;
  private final AnswerBuffers kept = new AnswerBuffers();
  private final Pushes pushes;
  private final RowServer rows;

  /**
   * Creates a server with empty tables.
   *
   * @param number its own, counted from 0, which is that of its shards
   * @param servers how many there are
   * @param specs all tables, by number
   * @param synchronous whether an update is made of the pushes of all workers
   * @param budget the memory that all its shards may take
   * @param root a folder on the file system that snapshots are on
   * @throws org.coherer.training.embedding.table.TableFullException if the budget does not allow
   *     the counts of waiting ids
   */
  public TableServer(
      int number,
      int servers,
      List<EmbeddingSpec> specs,
      boolean synchronous,
      MemoryBudget budget,
      TableFolder root) {
    this.number = number;
    this.servers = servers;
    this.root = root;
    tables = new ServedTables(specs, servers, budget);
    pushes = synchronous ? new SummedPushes(tables, kept) : new SinglePushes(tables);
    rows = new RowServer(number, servers, tables::all, pushes::push);
  }

  /** Returns the rows as the server of the parameters sees them. */
  public HeldRows held() {
    return pushes;
  }

  @Override
  public void handle(Request request) {
    switch (RowMethod.of(request.method())) {
      case CHECK, PULL, PUSH -> rows.handle(request);
      case SAVE -> save(request);
      case LOAD -> load(request);
      case STATUS -> request.answer(TableStatus.of(tables.all(), pushes.exhaustion()).encode());
    }
  }

  /** Returns a folder by its path, on the file system of another one. */
  static TableFolder folder(TableFolder root, String path) {
    return new TableFolder(new CheckpointLocation(path, root.location().settings()));
  }

  private static String folder(Request request) {
    return UTF_8.decode(request.body()).toString();
  }

  private void save(Request request) {
    String folder = folder(request);
    List<SliceSummary> slices = new ArrayList<>();
    try {
      TableFiles files = folder(root, folder).files();
      for (int table = 0; table < tables.all().size(); table++) {
        SlicePlace place = new SlicePlace(table, number, servers);
        slices.add(TableSnapshot.write(files, place, tables.all().get(table), true));
      }
    } catch (IOException | UncheckedIOException e) {
      request.refuse(
          "Server %d cannot write its embedding tables to %s: %s"
              .formatted(number, folder, e.getMessage()));
      return;
    }
    request.answer(SavedSlices.encode(slices));
  }

  private void load(Request request) {
    String folder = folder(request);
    pushes.clear();
    try {
      if (!folder.isEmpty()) {
        load(TableSnapshot.open(folder(root, folder).files()));
      }
    } catch (IOException | RuntimeException e) {
      request.refuse(
          "Server %d cannot read its embedding tables from %s: %s"
              .formatted(number, folder, e.getMessage()));
      return;
    }
    request.answer();
  }

  /** Rows without the state of the table's optimizer begin with the state of new ones. */
  private void load(TableSnapshot snapshot) throws IOException {
    List<EmbeddingInput> saved = snapshot.manifest().inputs();
    for (int i = 0; i < tables.all().size(); i++) {
      EmbeddingTable table = tables.all().get(i);
      boolean withState =
          snapshot.manifest().withState()
              && i < saved.size()
              && saved.get(i).table().optimizer().getClass() == table.spec().optimizer().getClass();
      snapshot.restore(i, table, number, servers, withState);
    }
  }

  /** Frees all memory. No request may be under way. */
  @Override
  public void close() {
    rows.close();
    if (pushes instanceof SummedPushes summed) {
      summed.close();
    }
    kept.close();
    tables.close();
  }
}
