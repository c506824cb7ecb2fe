package org.coherer.datasource.tfrecord;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.coherer.datasource.codec.Content;

/**
 * Reads the records of a TFRecord file, one after the other: the length (8 bytes, the least
 * significant first), the masked CRC-32C of these 8 bytes, the data, and the masked CRC-32C of the
 * data.
 *
 * <p>The checksum of a length is checked before the length is believed, and the length against a
 * limit before the data is read.
 */
final class FrameReader implements Closeable {
  /** The bytes of a length and its checksum. */
  static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;

  private final Content content;
  private final int maxRecordBytes;
  private long index;
  private long recordStart;
  private byte[] damaged;

  /**
   * Reads what follows.
   *
   * @param content at the first byte of a record
   * @param maxRecordBytes the longest record that is read
   */
  FrameReader(Content content, int maxRecordBytes) {
    this.content = content;
    this.maxRecordBytes = maxRecordBytes;
  }

  /** Returns the byte of the content at which the next record starts. */
  long offset() {
    return content.offset();
  }

  /** Returns the number of records read or skipped. */
  long count() {
    return index;
  }

  /**
   * Returns the data of the record that {@link #next} has just failed at, or null if it failed at
   * something else than the checksum of data: then nothing can be read behind it.
   */
  byte[] damaged() {
    return damaged;
  }

  /**
   * Returns the data of the next record, or null behind the last.
   *
   * @throws IOException if the record is damaged, truncated, or too long
   */
  byte[] next() throws IOException {
    damaged = null;
    int length = length();
    if (length < 0) {
      return null;
    }
    long start = content.offset();
    byte[] data = content.exactly(length, name());
    int stored = content.littleEndian(Integer.BYTES, "the checksum of " + name()).getInt();
    int computed = MaskedCrc.of(data, 0, length);
    recordStart = start;
    if (stored != computed) {
      damaged = data;
      IOException failure = content.broken(start, mismatch("data", stored, computed));
      index++;
      throw failure;
    }
    index++;
    return data;
  }

  /**
   * Returns the error for the data of the record that was read last.
   *
   * @param problem what is wrong with it
   * @param cause what found it
   */
  IOException malformed(String problem, Throwable cause) {
    return content.broken(recordStart, "record %d %s".formatted(index - 1, problem), cause);
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private int length() throws IOException {
    long start = content.offset();
    byte[] header = content.upTo(HEADER_BYTES, name());
    if (header.length == 0) {
      return -1;
    }
    if (header.length < HEADER_BYTES) {
      throw content.broken(
          content.offset(),
          "the header of %s is truncated (%d bytes, must be %d)"
              .formatted(name(), header.length, HEADER_BYTES));
    }
    ByteBuffer numbers = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    long length = numbers.getLong();
    int stored = numbers.getInt();
    int computed = MaskedCrc.of(header, 0, Long.BYTES);
    if (stored != computed) {
      throw content.broken(start, mismatch("length", stored, computed));
    }
    if (length < 0 || length > maxRecordBytes) {
      throw content.broken(
          start,
          "%s has %s bytes (must be at most %d, the option maxRecordBytes)"
              .formatted(name(), Long.toUnsignedString(length), maxRecordBytes));
    }
    return (int) length;
  }

  private String mismatch(String part, int stored, int computed) {
    return "the checksum of the %s of %s is 0x%08X (must be 0x%08X)"
        .formatted(part, name(), stored, computed);
  }

  private String name() {
    return "record " + index;
  }
}
