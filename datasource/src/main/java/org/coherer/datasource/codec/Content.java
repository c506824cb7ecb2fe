package org.coherer.datasource.codec;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The content of a file, read from some byte on. It counts where it is, and takes memory only as
 * far as bytes are there, whatever length a header claims.
 *
 * <p>A failed read, such as of a damaged gzip stream, is a {@link BrokenContentException} as well.
 * Not safe for use by several threads.
 */
public final class Content implements Closeable {
  private static final int FIRST_BYTES = 64 * 1024;

  /** The longest array that every JVM can make. */
  public static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  private final String name;
  private final String placeSuffix;
  private final InputStream in;
  private long offset;

  /**
   * Takes over a stream.
   *
   * @param name the format and the file, as in {@code TFRecord file 'hdfs://...'}
   * @param inflated whether the stream inflates what the file holds, so that offsets are not those
   *     of the file
   * @param in the stream, buffered; closed with this
   * @param offset the byte of the content at which the stream is
   */
  public Content(String name, boolean inflated, InputStream in, long offset) {
    this.name = name;
    this.placeSuffix = inflated ? " of its inflated content" : "";
    this.in = in;
    this.offset = offset;
  }

  /** Returns the byte of the content that is read next. */
  public long offset() {
    return offset;
  }

  /**
   * Returns so many bytes, or fewer where the content ends before.
   *
   * @param length the number of bytes, at most {@link #MAX_ARRAY_BYTES}
   * @param what the part of the file, for messages
   * @throws BrokenContentException if the read fails, or this JVM has no memory for bytes that are
   *     there
   */
  public byte[] upTo(int length, String what) throws IOException {
    long start = offset;
    try {
      return read(length);
    } catch (OutOfMemoryError e) {
      throw broken(start, tooLarge(what, length), e);
    } catch (IOException | RuntimeException e) {
      throw unreadable(what, e);
    }
  }

  /**
   * Returns exactly so many bytes.
   *
   * @param length the number of bytes
   * @param what the part of the file, for messages
   * @throws BrokenContentException if the content ends before, the read fails, or this JVM has no
   *     memory for bytes that are there
   */
  public byte[] exactly(int length, String what) throws IOException {
    byte[] found = upTo(length, what);
    if (found.length < length) {
      throw broken(
          offset, "%s is truncated (%d bytes, must be %d)".formatted(what, found.length, length));
    }
    return found;
  }

  /**
   * Returns exactly so many bytes, to be read as numbers with the least significant byte first.
   *
   * @param length the number of bytes
   * @param what the part of the file, for messages
   * @throws BrokenContentException as {@link #exactly} does
   */
  public ByteBuffer littleEndian(int length, String what) throws IOException {
    return ByteBuffer.wrap(exactly(length, what)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Skips bytes.
   *
   * @param length the number of bytes
   * @param what the part of the file, for messages
   * @throws BrokenContentException if the content ends before, or the read fails
   */
  public void skip(long length, String what) throws IOException {
    long start = offset;
    try {
      in.skipNBytes(length);
      offset += length;
    } catch (EOFException e) {
      throw broken(
          start, "%s is truncated (the content ends, must be %d bytes)".formatted(what, length), e);
    } catch (IOException | RuntimeException e) {
      throw unreadable(what, e);
    }
  }

  /**
   * Returns the error for content that is broken.
   *
   * @param at the byte of the content
   * @param problem what is wrong, and what would be right
   */
  public BrokenContentException broken(long at, String problem) {
    return broken(at, problem, null);
  }

  /**
   * Returns the error for content that is broken.
   *
   * @param at the byte of the content
   * @param problem what is wrong, and what would be right
   * @param cause what found it, or null
   */
  public BrokenContentException broken(long at, String problem, Throwable cause) {
    return new BrokenContentException(name, "byte " + at + placeSuffix, problem, cause);
  }

  /**
   * Returns what to say of a part that this JVM has no memory for.
   *
   * @param what the part
   * @param bytes the number of its bytes
   */
  public static String tooLarge(String what, long bytes) {
    return "%s has %d bytes, too many for a JVM of %d bytes (raise its memory)"
        .formatted(what, bytes, Runtime.getRuntime().maxMemory());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private BrokenContentException unreadable(String what, Exception cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return broken(offset, what + " cannot be read: " + reason, cause);
  }

  private byte[] read(int length) throws IOException {
    byte[] found = new byte[Math.min(length, FIRST_BYTES)];
    int count = fill(found, 0);
    while (count == found.length && count < length) {
      found = Arrays.copyOf(found, (int) Math.min(length, 2L * count));
      count = fill(found, count);
    }
    return count == found.length ? found : Arrays.copyOf(found, count);
  }

  private int fill(byte[] found, int from) throws IOException {
    int count = in.readNBytes(found, from, found.length - from);
    offset += count;
    return from + count;
  }
}
