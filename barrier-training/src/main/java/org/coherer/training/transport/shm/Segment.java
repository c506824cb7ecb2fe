package org.coherer.training.transport.shm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.coherer.training.vector.OffHeap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory that two processes have mapped: a nonce of each, and two rings.
 *
 * <p>It is backed by a file that only its owner may read. The file is deleted as soon as both have
 * mapped it, so the memory is freed with the two processes however they end. Until then its creator
 * holds a lock on it, by which {@link Orphans} recognizes files of live processes.
 */
final class Segment implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Segment.class);

  /** Holds a few pieces in flight; both rings together fit a second-level cache. */
  static final int RING_BYTES = 256 * 1024;

  static final String PREFIX = "coherer-";
  static final int NONCE_BYTES = 32;

  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f-]{36}");
  private static final int NONCES_AT = 0;
  private static final int COUNTERS_AT = 512;
  private static final int DATA_AT = 4096;
  private static final int BYTES = DATA_AT + 2 * RING_BYTES;

  private final Path file;
  private final FileChannel lockedChannel;
  private MappedByteBuffer memory;

  private Segment(Path file, FileChannel lockedChannel, MappedByteBuffer memory) {
    this.file = file;
    this.lockedChannel = lockedChannel;
    this.memory = memory;
  }

  /**
   * Creates a segment and allocates all of its memory: a later shortage would kill the process.
   * Before that, deletes what dead processes of this user have left in the folder.
   *
   * @throws IOException if the folder has no space for it. No file stays behind
   */
  static Segment create(Path folder) throws IOException {
    Path file = folder.resolve(PREFIX + UUID.randomUUID());
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      channel.lock();
      Orphans.delete(folder, Files.getOwner(file, LinkOption.NOFOLLOW_LINKS), Instant.now());
      ByteBuffer zeros = ByteBuffer.allocate(BYTES);
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      return new Segment(file, channel, channel.map(MapMode.READ_WRITE, 0, BYTES));
    } catch (IOException e) {
      Files.deleteIfExists(file);
      channel.close();
      throw e;
    }
  }

  /**
   * Maps a segment that another process has created.
   *
   * @throws IOException if no file has this name, or it is no segment
   */
  static Segment open(Path folder, String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IOException("'" + name + "' is no name of a shared segment");
    }
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is no file (expected a shared segment)");
    }
    try (FileChannel channel = openExisting(file)) {
      if (channel.size() != BYTES) {
        throw new IOException(file + " has " + channel.size() + " bytes (expected " + BYTES + ")");
      }
      return new Segment(file, null, channel.map(MapMode.READ_WRITE, 0, BYTES));
    }
  }

  /**
   * Opens a file that exists, and not what a link of that name leads to. With both options the call
   * returns at once whatever the file is: one of them alone waits for the other end of a FIFO.
   */
  static FileChannel openExisting(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  String name() {
    return file.getFileName().toString();
  }

  /** Returns the nonce that one side shows to the other: 0 the creator's, 1 the opener's. */
  ByteBuffer nonce(int of) {
    return memory.slice(NONCES_AT + of * NONCE_BYTES, NONCE_BYTES);
  }

  /** Returns the ring into which one side writes: 0 the creator, 1 the opener. */
  ByteRing ring(int writer) {
    return new ByteRing(
        memory.slice(COUNTERS_AT + writer * ByteRing.COUNTER_BYTES, ByteRing.COUNTER_BYTES),
        memory.slice(DATA_AT + writer * RING_BYTES, RING_BYTES));
  }

  /** Deletes the file, if this side created it; the memory stays. Safe to call again. */
  void unlink() throws IOException {
    if (lockedChannel != null && lockedChannel.isOpen()) {
      Files.deleteIfExists(file);
      lockedChannel.close();
    }
  }

  /** Unmaps the memory; its rings may not be used any more. Safe to call again. */
  @Override
  public void close() {
    try {
      unlink();
    } catch (IOException e) {
      LOG.warn("Cannot delete {}; the next run deletes it", file, e);
    }
    if (memory != null) {
      OffHeap.free(memory);
      memory = null;
    }
  }
}
