package org.coherer.training.embedding.file;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.EmbeddingText;
import org.coherer.training.embedding.IdPartition;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.file.Envelope;

/**
 * What a snapshot consists of. It is written last: without one, a folder is no snapshot.
 *
 * @param inputs the columns of ids with their tables, of which the number is the place in this list
 * @param servers how many servers wrote it
 * @param withState whether it has the optimizer's state
 * @param slices one of each table and server; kept in the order of tables, then of servers
 */
public record TableManifest(
    List<EmbeddingInput> inputs, int servers, boolean withState, List<SliceSummary> slices) {

  /** The name of its file. */
  public static final String FILE = "tables.manifest";

  /** Checks that there is one slice of each table and server. */
  public TableManifest {
    inputs = List.copyOf(inputs);
    List<SliceSummary> sorted = new ArrayList<>(slices);
    sorted.sort(Comparator.comparing(SliceSummary::table).thenComparing(SliceSummary::server));
    slices = List.copyOf(sorted);
    if (servers < 1 || servers > IdPartition.MOST_SHARDS) {
      throw new IllegalArgumentException(
          "Invalid number of servers %d (must be from 1 to %d)"
              .formatted(servers, IdPartition.MOST_SHARDS));
    }
    if (slices.size() != (long) inputs.size() * servers) {
      throw new IllegalArgumentException(
          "Invalid number of slices %d (must be one for each of %d tables and %d servers)"
              .formatted(slices.size(), inputs.size(), servers));
    }
    for (int i = 0; i < slices.size(); i++) {
      SliceSummary slice = slices.get(i);
      if (slice.table() != i / servers || slice.server() != i % servers) {
        throw new IllegalArgumentException(
            "Invalid slice of table %d and server %d (must be one for each of %d and %d)"
                .formatted(slice.table(), slice.server(), inputs.size(), servers));
      }
    }
  }

  /** Returns the number of rows of a table. */
  public long rows(int table) {
    return slicesOf(table).stream().mapToLong(SliceSummary::rows).sum();
  }

  /** Returns the slices of a table, in the order of servers. */
  List<SliceSummary> slicesOf(int table) {
    return slices.subList(table * servers, (table + 1) * servers);
  }

  /**
   * Writes it, which makes a snapshot of a folder.
   *
   * @throws IOException if there is one already, or the file system fails
   */
  public void write(TableFiles files) throws IOException {
    HeaderFile.write(HeaderFile.MANIFEST, files, FILE, this::write);
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeInt(inputs.size());
    for (EmbeddingInput input : inputs) {
      out.writeUTF(EmbeddingText.of(input));
    }
    out.writeInt(servers);
    out.writeBoolean(withState);
    out.writeInt(slices.size());
    for (SliceSummary slice : slices) {
      slice.write(out);
    }
  }

  /** Returns whether a folder has a manifest, whole or not: one without is no snapshot. */
  public static boolean exists(TableFiles files) throws IOException {
    try {
      files.open(FILE).close();
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /**
   * Reads the manifest of a folder.
   *
   * @throws DamagedFileException if there is none that can be used
   */
  public static TableManifest read(TableFiles files) throws IOException {
    Envelope envelope = HeaderFile.read(HeaderFile.MANIFEST, files, FILE);
    return HeaderFile.parse(envelope, files.path(FILE), TableManifest::read);
  }

  private static TableManifest read(DataInputStream in) throws IOException {
    List<EmbeddingInput> inputs = new ArrayList<>();
    for (int left = HeaderFields.count(in); left > 0; left--) {
      inputs.add(EmbeddingText.parse(in.readUTF()));
    }
    int servers = in.readInt();
    boolean withState = in.readBoolean();
    List<SliceSummary> slices = new ArrayList<>();
    for (int left = HeaderFields.count(in); left > 0; left--) {
      slices.add(SliceSummary.read(in));
    }
    return new TableManifest(inputs, servers, withState, slices);
  }
}
