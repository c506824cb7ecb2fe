package org.coherer.datasource.idx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.file.StoredFile;

/** Reads and checks the header of an IDX file, and then the file's length against it. */
final class IdxHeaderReader {
  /** With this limit, a row fits one Spark array even as doubles (2^30 bytes). */
  static final int MAX_ROW_ELEMENTS = 1 << 27;

  private final StoredFile file;
  private final HadoopSettings hadoop;

  private IdxHeaderReader(StoredFile file, HadoopSettings hadoop) {
    this.file = file;
    this.hadoop = hadoop;
  }

  /**
   * Returns the header.
   *
   * @throws IOException if it is no IDX file, or not all of one, or one with a row too large
   */
  static IdxHeader read(StoredFile file, HadoopSettings hadoop) throws IOException {
    return new IdxHeaderReader(file, hadoop).read();
  }

  private IdxHeader read() throws IOException {
    IdxHeader header;
    try (InputStream in = file.open(0, hadoop)) {
      int magic = bytes(in, 0, Integer.BYTES).getInt();
      IdxType type = type(magic);
      int count = magic & 0xFF;
      header = new IdxHeader(type, dimensions(bytes(in, Integer.BYTES, count * Integer.BYTES)));
    } catch (BrokenIdxException e) {
      throw e;
    } catch (IOException e) {
      throw BrokenIdxException.unreadable(file, 0, "the header", e);
    }
    checkRowLength(header);
    checkLength(header);
    return header;
  }

  private ByteBuffer bytes(InputStream in, int offset, int length) throws IOException {
    byte[] found = in.readNBytes(length);
    if (found.length < length) {
      throw new BrokenIdxException(
          file,
          offset + found.length,
          "the header is truncated (must have %d bytes)".formatted(offset + length));
    }
    return ByteBuffer.wrap(found);
  }

  private IdxType type(int magic) throws IOException {
    if (magic >>> Short.SIZE != 0) {
      throw new BrokenIdxException(
          file,
          0,
          "magic 0x%08X is not that of IDX (must start with two zero bytes)".formatted(magic));
    }
    int code = magic >>> Byte.SIZE;
    return IdxType.ofCode(code)
        .orElseThrow(
            () ->
                new BrokenIdxException(
                    file,
                    2,
                    "unsupported element type 0x%02X (must be %s)".formatted(code, IdxType.CODES)));
  }

  private List<Integer> dimensions(ByteBuffer found) throws IOException {
    if (!found.hasRemaining()) {
      throw new BrokenIdxException(file, 3, "0 dimensions (must be at least 1)");
    }
    List<Integer> dimensions = new ArrayList<>();
    while (found.hasRemaining()) {
      int dimension = found.getInt();
      if (dimension < 0) {
        throw new BrokenIdxException(
            file,
            IdxHeader.bytes(dimensions.size()),
            "dimension %d is %d (must be in [0, 2^31))"
                .formatted(dimensions.size(), Integer.toUnsignedLong(dimension)));
      }
      dimensions.add(dimension);
    }
    return dimensions;
  }

  private void checkRowLength(IdxHeader header) throws IOException {
    int least = header.rows() == 0 ? 0 : 1; // rows of nothing would be endless in a tiny file
    long elements;
    try {
      elements = header.elementsPerRow();
    } catch (ArithmeticException e) {
      elements = Long.MAX_VALUE; // the message gives the dimensions, the product tells no more
    }
    if (elements < least || elements > MAX_ROW_ELEMENTS) {
      throw new BrokenIdxException(
          file,
          IdxHeader.bytes(1),
          "dimensions %s make rows of too many or no elements (must be in [%d, %d])"
              .formatted(header.dimensions(), least, MAX_ROW_ELEMENTS));
    }
  }

  private void checkLength(IdxHeader header) throws IOException {
    long expected = header.contentBytes();
    if (expected > file.maxContentBytes()) {
      throw file.isSplittable() ? truncated(header) : tooLargeForGzip(expected);
    }
    if (file.isSplittable() && expected < file.length()) {
      throw new BrokenIdxException(
          file,
          expected,
          "%d bytes follow the last of %d rows (must be none)"
              .formatted(file.length() - expected, header.rows()));
    }
  }

  private IOException truncated(IdxHeader header) {
    long dataBytes = file.length() - header.headerBytes();
    return BrokenIdxException.truncatedRow(
        file, header, dataBytes / header.bytesPerRow(), dataBytes % header.bytesPerRow());
  }

  private IOException tooLargeForGzip(long expected) {
    return new BrokenIdxException(
        file,
        Integer.BYTES,
        "the dimensions need %d bytes, more than a gzip file of %d bytes can hold (at most %d)"
            .formatted(expected, file.length(), file.maxContentBytes()));
  }
}
