package org.coherer.datasource.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.npy.HeaderLiteral.LiteralException;

/** Reads and checks the header of an array. */
final class NpyHeaderReader {
  /** With this limit, a row fits one Spark array even as doubles (2^30 bytes). */
  static final int MAX_ROW_ELEMENTS = 1 << 27;

  /** The longest header; NumPy itself reads 10,000 bytes, unless its caller trusts the file. */
  static final int MAX_HEADER_BYTES = 65_536;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int UTF8_VERSION = 3;

  private final Content content;

  private NpyHeaderReader(Content content) {
    this.content = content;
  }

  /**
   * Returns the header, and is at the first element then.
   *
   * @throws IOException if it is no such file, or one whose elements or rows are not read
   */
  static NpyHeader read(Content content) throws IOException {
    return new NpyHeaderReader(content).read();
  }

  private NpyHeader read() throws IOException {
    long start = content.offset();
    ByteBuffer magic = content.littleEndian(MAGIC.length + 2, "the magic");
    if (!ByteBuffer.wrap(MAGIC).equals(magic.slice(0, MAGIC.length))) {
      throw content.broken(start, "the magic is not that of NumPy (must be \\x93NUMPY)");
    }
    int version = magic.get(MAGIC.length);
    if (version < 1 || version > UTF8_VERSION || magic.get(MAGIC.length + 1) != 0) {
      throw content.broken(
          start + MAGIC.length,
          "version %d.%d (must be 1.0, 2.0 or 3.0)"
              .formatted(version, magic.get(MAGIC.length + 1)));
    }
    long length =
        version == 1
            ? Short.toUnsignedInt(content.littleEndian(Short.BYTES, "the length").getShort())
            : Integer.toUnsignedLong(content.littleEndian(Integer.BYTES, "the length").getInt());
    if (length > MAX_HEADER_BYTES) {
      throw content.broken(
          start + MAGIC.length + 2,
          "the header has %d bytes (must be at most %d)".formatted(length, MAX_HEADER_BYTES));
    }
    return header(
        (int) length,
        version == UTF8_VERSION ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private NpyHeader header(int length, Charset charset) throws IOException {
    long start = content.offset();
    byte[] bytes = content.exactly(length, "the header");
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      HeaderLiteral literal = HeaderLiteral.parse(text);
      NpyType type =
          NpyType.of(literal.descr())
              .orElseThrow(
                  () ->
                      new LiteralException(
                          0,
                          "elements of type '%s' (must be %s)"
                              .formatted(literal.descr(), NpyType.NAMES)));
      NpyHeader header =
          new NpyHeader(type, literal.fortranOrder(), literal.shape(), content.offset());
      checkRows(header, start);
      return header;
    } catch (LiteralException e) {
      throw content.broken(start + e.position(), e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw content.broken(start, "the header is not UTF-8", e);
    }
  }

  private void checkRows(NpyHeader header, long start) throws IOException {
    int least = header.rows() == 0 ? 0 : 1; // rows of nothing would be endless in a tiny file
    long elements;
    try {
      elements = header.elementsPerRow();
    } catch (ArithmeticException e) {
      elements = Long.MAX_VALUE; // the message gives the dimensions, the product tells no more
    }
    if (elements < least
        || elements > MAX_ROW_ELEMENTS
        || elements * header.type().bytes() > Content.MAX_ARRAY_BYTES) {
      throw content.broken(
          start,
          "dimensions %s make rows of too many or no elements (must be in [%d, %d])"
              .formatted(header.shape(), least, MAX_ROW_ELEMENTS));
    }
    try {
      header.dataBytes();
    } catch (ArithmeticException e) {
      throw content.broken(
          start, "dimensions %s need 2^63 bytes or more".formatted(header.shape()), e);
    }
  }
}
