package org.coherer.ml.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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

  /** Returns the URI of a folder, which is not there yet. */
  static synchronized String folder(String name) {
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
    return parent.resolve(name).toUri().toString();
  }

  /**
   * Deletes a folder once nobody has an object any more.
   *
   * @param folder a URI; one that is not of {@link #folder} stays
   */
  static synchronized void keepFor(Object owner, String folder) {
    if (parent != null && folder.startsWith(parent.toUri().toString())) {
      Path path = Path.of(URI.create(folder));
      CLEANER.register(owner, () -> delete(path));
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
