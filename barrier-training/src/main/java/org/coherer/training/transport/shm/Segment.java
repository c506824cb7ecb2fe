package org.coherer.training.transport.shm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.coherer.training.vector.OffHeap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory that two processes have mapped: a word of each, and two rings.
 *
 * <p>It is made through a file that only its owner may read. The file is deleted as soon as both
 * have mapped it, so the memory is gone with the two processes however they end. Until then its
 * maker holds a lock on it, by which {@link Orphans} tells files of the living from those of the
 * dead.
 */
final class Segment implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Segment.class);

  /** Enough for a few pieces on the way; both rings together stay in a second-level cache. */
  static final int RING_BYTES = 256 * 1024;

  static final String PREFIX = "coherer-";
  static final int WORD_BYTES = 32;

  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f-]{36}");
  private static final int WORDS_AT = 0;
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
   * Makes a new one, with all of its memory: later, a lack of it would kill the process.
   *
   * @throws IOException if the folder cannot hold it. Nothing is left behind
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
   * Maps the one that another process has made.
   *
   * @throws IOException if there is none of this name, or it is not a segment
   */
  static Segment open(Path folder, String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IOException("'" + name + "' is no name of a shared segment");
    }
    Path file = folder.resolve(name);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() != BYTES) {
        throw new IOException(file + " has " + channel.size() + " bytes (expected " + BYTES + ")");
      }
      return new Segment(file, null, channel.map(MapMode.READ_WRITE, 0, BYTES));
    }
  }

  String name() {
    return file.getFileName().toString();
  }

  /**
   * Returns the word of one of both, which it shows to the other: 0 the maker's, 1 the opener's.
   */
  ByteBuffer word(int of) {
    return memory.slice(WORDS_AT + of * WORD_BYTES, WORD_BYTES);
  }

  /** Returns the ring into which one of both writes: 0 the maker, 1 the opener. */
  ByteRing ring(int writer) {
    return new ByteRing(
        memory.slice(COUNTERS_AT + writer * ByteRing.COUNTER_BYTES, ByteRing.COUNTER_BYTES),
        memory.slice(DATA_AT + writer * RING_BYTES, RING_BYTES));
  }

  /** Deletes the file, if this is its maker; the memory stays. Safe to call again. */
  void unlink() throws IOException {
    if (lockedChannel != null && lockedChannel.isOpen()) {
      Files.deleteIfExists(file);
      lockedChannel.close();
    }
  }

  /** Gives the memory back; none of its rings may be used any more. Safe to call again. */
  @Override
  public void close() {
    try {
      unlink();
    } catch (IOException e) {
      LOG.warn("Cannot delete {}; the next run will", file, e);
    }
    if (memory != null) {
      OffHeap.free(memory);
      memory = null;
    }
  }
}
