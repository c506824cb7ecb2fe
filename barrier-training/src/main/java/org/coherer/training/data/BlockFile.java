package org.coherer.training.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import org.coherer.training.crypto.NumberedCipher;

/**
 * Stores blocks in an unlinked temporary file: the file is deleted as soon as it is open, so that
 * its space is freed with the process, however that ends. Used by one thread.
 *
 * <p>No block crosses the boundary of two extents of {@link #EXTENT_BYTES}.
 */
final class BlockFile implements Closeable {

  /** The size of one mapping or buffer. */
  static final int EXTENT_BYTES = 1 << 28;

  private static final String PREFIX = "coherer-cache-";

  private final Deque<Path> spare;
  private final NumberedCipher cipher;
  private Path folder;
  private FileChannel channel;
  private ByteBuffer sealed = ByteBuffer.allocate(0);
  private long end;

  /**
   * Takes over an empty file.
   *
   * @param spare folders to which it moves, one after the other, when its disk is full
   */
  BlockFile(Path folder, FileChannel channel, List<Path> spare, NumberedCipher cipher) {
    this.folder = folder;
    this.channel = channel;
    this.spare = new ArrayDeque<>(spare);
    this.cipher = cipher;
  }

  /**
   * Creates an empty file.
   *
   * @param folders the candidate folders; the first in which a file can be created is used, and
   *     those behind it when its disk is full
   * @param encrypted whether blocks are encrypted with a key that only this object has
   * @throws IOException if no folder accepts a file. The message lists the folders
   */
  static BlockFile create(List<Path> folders, boolean encrypted) throws IOException {
    IOException failure =
        new IOException("Cannot create a file for the epoch cache in any of " + folders);
    for (int i = 0; i < folders.size(); i++) {
      try {
        FileChannel channel = openUnnamed(folders.get(i));
        NumberedCipher cipher = encrypted ? NumberedCipher.ofRandomKey() : null;
        return new BlockFile(
            folders.get(i), channel, folders.subList(i + 1, folders.size()), cipher);
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private static FileChannel openUnnamed(Path folder) throws IOException {
    Path file = folder.resolve(PREFIX + UUID.randomUUID());
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.delete(file);
    return channel;
  }

  /** Returns whether the file can be mapped without decryption. */
  boolean mappable() {
    return cipher == null;
  }

  /** Returns the length of the file. */
  long end() {
    return end;
  }

  /**
   * Appends a block of at most {@link #EXTENT_BYTES}; returns its offset, a multiple of 4.
   *
   * @throws IOException if all disks are full. The message names the last folder and the remedy
   */
  long append(ByteBuffer content) throws IOException {
    int bytes = content.remaining();
    long start = placeFor(end, stored(bytes));
    ByteBuffer record = cipher == null ? content : seal(start, content);
    IOException failure = null;
    do {
      try {
        if (failure != null) {
          moveTo(spare.remove());
        }
        writeFully(channel, record.duplicate(), start);
        end = start + stored(bytes);
        return start;
      } catch (IOException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    } while (!spare.isEmpty());
    throw new IOException(
        "Cannot write "
            + bytes
            + " bytes at "
            + start
            + " to the epoch cache in "
            + folder
            + " ("
            + failure.getMessage()
            + "; it holds a worker's rows: free space there, or set spark.local.dir to a larger"
            + " disk)",
        failure);
  }

  /** Goes on in another folder, with all blocks so far. */
  private void moveTo(Path other) throws IOException {
    folder = other;
    FileChannel next = openUnnamed(other);
    try {
      for (long at = 0; at < end; ) {
        at += channel.transferTo(at, end - at, next.position(at));
      }
      channel.close();
      channel = next;
    } catch (IOException e) {
      next.close();
      throw e;
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer content, long start)
      throws IOException {
    for (long at = start; content.hasRemaining(); ) {
      at += channel.write(content, at);
    }
  }

  private int stored(int contentBytes) {
    int padded = padded(contentBytes);
    return cipher == null ? padded : padded + NumberedCipher.OVERHEAD_BYTES;
  }

  /** Returns the bytes of memory that a block needs. */
  static int padded(int bytes) {
    return (bytes + Float.BYTES - 1) / Float.BYTES * Float.BYTES;
  }

  /** Returns the offset for so many bytes if all bytes up to {@code end} are used. */
  static long placeFor(long end, int bytes) {
    long left = EXTENT_BYTES - end % EXTENT_BYTES;
    return bytes <= left ? end : end + left;
  }

  private ByteBuffer seal(long number, ByteBuffer content) {
    ByteBuffer record = sealedOf(content.remaining() + NumberedCipher.OVERHEAD_BYTES);
    cipher.seal(number, content, record);
    return record.flip();
  }

  private ByteBuffer sealedOf(int bytes) {
    if (sealed.capacity() < bytes) {
      sealed = ByteBuffer.allocate(bytes);
    }
    return sealed.clear().limit(bytes);
  }

  /**
   * Reads a block at a known offset and of a known length; moves the position.
   *
   * @throws IOException if the block cannot be read, or was changed
   */
  void read(long start, int bytes, ByteBuffer into) throws IOException {
    if (cipher == null) {
      int limit = into.limit();
      readFully(start, into.limit(into.position() + bytes));
      into.limit(limit);
      return;
    }
    ByteBuffer record = sealedOf(bytes + NumberedCipher.OVERHEAD_BYTES);
    readFully(start, record);
    try {
      cipher.open(start, record.flip(), into);
    } catch (AEADBadTagException e) {
      throw new IOException(
          "The epoch cache in " + folder + " was changed: block at " + start + " does not open", e);
    }
  }

  private void readFully(long start, ByteBuffer into) throws IOException {
    long at = start;
    while (into.hasRemaining()) {
      int count = channel.read(into, at);
      if (count < 0) {
        throw new EOFException(
            "The epoch cache in " + folder + " ends at " + at + " in the middle of a block");
      }
      at += count;
    }
  }

  /** Maps the whole file, extent by extent, for reading. The caller unmaps the extents. */
  List<MappedByteBuffer> map() throws IOException {
    List<MappedByteBuffer> extents = new ArrayList<>();
    for (long start = 0; start < end; start += EXTENT_BYTES) {
      MappedByteBuffer extent =
          channel.map(MapMode.READ_ONLY, start, Math.min(EXTENT_BYTES, end - start));
      extent.order(ByteOrder.LITTLE_ENDIAN);
      extents.add(extent);
    }
    return extents;
  }

  /** Returns whether it can be read: an interrupt of a thread that reads it closes it. */
  boolean isOpen() {
    return channel.isOpen();
  }

  /** Frees the space, unless it is still mapped. Safe to call again. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
