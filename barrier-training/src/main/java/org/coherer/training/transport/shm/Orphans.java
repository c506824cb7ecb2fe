package org.coherer.training.transport.shm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes segments whose creators died before they could: files without a lock, since the operating
 * system drops the locks of a dead process.
 */
final class Orphans {

  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

  /** A younger file may have been created but not locked yet. */
  private static final Duration MIN_AGE = Duration.ofSeconds(30);

  private Orphans() {}

  /** Deletes the orphans in a folder, except files of other users. */
  static void delete(Path folder, Instant now) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Segment.PREFIX + "*")) {
      for (Path file : files) {
        deleteIfOrphan(file, now);
      }
    } catch (IOException e) {
      LOG.debug("Cannot look for orphaned segments in {}", folder, e);
    }
  }

  private static void deleteIfOrphan(Path file, Instant now) {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isAfter(now.minus(MIN_AGE))) {
        return;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock != null) {
          Files.deleteIfExists(file);
          LOG.info("Deleted {}, which a dead process has left behind", file);
        }
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} is in use by this process", file, e);
    } catch (IOException e) {
      LOG.debug("Cannot tell whether {} is in use", file, e);
    }
  }
}
