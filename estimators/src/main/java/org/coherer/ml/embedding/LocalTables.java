package org.coherer.ml.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders of embedding tables that nobody has named a place for: in one of this process, which ends
 * with it. A model's folder ends with the model.
 */
final class LocalTables {

  private static final Logger LOG = LoggerFactory.getLogger(LocalTables.class);
  private static final Cleaner CLEANER = Cleaner.create();
  private static Path parent;

  private LocalTables() {}

  /** Returns the URI of the folder in which fits have theirs. */
  static synchronized String folder() {
    if (parent == null) {
      try {
        Path created = Files.createTempDirectory("coherer-embeddings-");
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> delete(created), "coherer-embeddings-end"));
        parent = created;
      } catch (IOException e) {
        throw new UncheckedIOException(
            "Cannot make a folder for embedding tables (set embeddingDir): " + e.getMessage(), e);
      }
    }
    return parent.toUri().toString();
  }

  /**
   * Deletes the folder of a fit once nobody has an object any more.
   *
   * @param tables the tables that the fit has led to; those that are not in {@link #folder} stay
   */
  static synchronized void keepFor(Object owner, Optional<Path> tables) {
    if (parent != null && tables.isPresent() && tables.get().startsWith(parent)) {
      Path ofFit = parent.resolve(parent.relativize(tables.get()).getName(0));
      CLEANER.register(owner, () -> delete(ofFit));
    }
  }

  private static void delete(Path folder) {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      LOG.debug("Nothing to delete at {}", folder, e);
      return;
    }
    for (Path path : all) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        LOG.warn("Cannot delete {}, of an embedding table", path, e);
      }
    }
  }
}
