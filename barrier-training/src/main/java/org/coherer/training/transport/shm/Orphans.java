package org.coherer.training.transport.shm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes segments whose creators died before they could: files without a lock, since the operating
 * system drops the locks of a dead process.
 *
 * <p>Every user of the machine can create files in the folder, under any name, and a FIFO among
 * them would block whoever opens it. So a file is looked at before it is opened: only regular files
 * of this user are, which no other user can put there or exchange.
 */
final class Orphans {

  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

  /** A younger file may have been created but not locked yet. */
  private static final Duration MIN_AGE = Duration.ofSeconds(30);

  private Orphans() {}

  /**
   * Deletes the orphans in a folder.
   *
   * @param owner the user whose files these are; those of others stay
   */
  static void delete(Path folder, UserPrincipal owner, Instant now) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Segment.PREFIX + "*")) {
      for (Path file : files) {
        deleteIfOrphan(file, owner, now);
      }
    } catch (IOException e) {
      LOG.debug("Cannot look for orphaned segments in {}", folder, e);
    }
  }

  private static void deleteIfOrphan(Path file, UserPrincipal owner, Instant now) {
    try {
      PosixFileAttributes found =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isRegularFile()
          || !found.owner().equals(owner)
          || found.lastModifiedTime().toInstant().isAfter(now.minus(MIN_AGE))) {
        return;
      }
      try (FileChannel channel = Segment.openExisting(file);
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
