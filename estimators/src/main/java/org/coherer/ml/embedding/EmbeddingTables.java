package org.coherer.ml.embedding;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.util.Optional;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.job.ExecutorHere;
import org.coherer.training.tables.SharedTables;
import org.coherer.training.tables.TableFolder;

/**
 * The embedding tables of a model: a folder, which every executor that scores opens once. Rows are
 * looked up in its files, which are mapped into memory; those of another file system are copied to
 * a local folder first.
 */
public final class EmbeddingTables implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Cleaner CLEANER = Cleaner.create();

  private final EmbeddingEncoding encoding;
  private final TableFolder folder;
  private final Hold hold = new Hold();
  private transient RowLookup lookup;

  private EmbeddingTables(EmbeddingEncoding encoding, TableFolder folder) {
    this.encoding = encoding;
    this.folder = folder;
  }

  /** As long as the driver has it, files stay that nobody but the model knows of. */
  public static final class Hold implements Serializable {

    private static final long serialVersionUID = 1L;

    private Hold() {}
  }

  /**
   * Returns those of a network; {@code null} if it has none.
   *
   * @param features what its features pass
   * @param folder where they are
   */
  public static EmbeddingTables of(FeatureEncoding features, Optional<TableFolder> folder) {
    if (!(features instanceof EmbeddingEncoding encoding)) {
      return null;
    }
    EmbeddingTables tables = new EmbeddingTables(encoding, folder.orElseThrow());
    try {
      LocalTables.keepFor(tables.hold, tables.folder.local());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach embedding tables: " + e.getMessage(), e);
    }
    return tables;
  }

  /** Returns their folder. */
  public TableFolder folder() {
    return folder;
  }

  /** Returns what whoever is to score later has to keep. */
  public Hold hold() {
    return hold;
  }

  /** Returns how many numbers rows have before ids have become rows of tables. */
  public int rowLength() {
    return encoding.encodedFeatures() + encoding.idFloats();
  }

  /**
   * Returns the one lookup of this JVM; opens the tables at the first call.
   *
   * @throws UncheckedIOException if they cannot be read. The message names the file
   */
  public synchronized RowLookup lookup() {
    if (lookup == null) {
      try {
        SharedTables.Lease lease = SharedTables.ofProcess().use(folder, ExecutorHere.localFolder());
        CLEANER.register(this, lease::close);
        lookup = new RowLookup(encoding, lease.tables());
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
    return lookup;
  }
}
