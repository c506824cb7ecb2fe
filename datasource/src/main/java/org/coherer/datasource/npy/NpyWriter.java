package org.coherer.datasource.npy;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.coherer.datasource.codec.Spool;

/**
 * Writes an array in C order, byte by byte as NumPy does. The header has the number of rows, so
 * these wait in a temporary file on the local disk until all are known.
 */
final class NpyWriter implements Closeable {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  /** The digits that NumPy leaves space for, so that the first dimension may grow in place. */
  private static final int GROWTH_DIGITS = 21;

  private final NpyType type;
  private final Spool spool = new Spool();
  private final List<Long> rowShape;
  private long rows;

  /**
   * Starts an array.
   *
   * @param type of its elements
   * @param rowShape the dimensions of each row
   */
  NpyWriter(NpyType type, List<Long> rowShape) throws IOException {
    this.type = type;
    this.rowShape = rowShape;
  }

  /**
   * Adds a row.
   *
   * @param elements in the type's order of bytes
   * @throws IOException if they are not as many as the dimensions say
   */
  void add(byte[] elements) throws IOException {
    long wanted = rowShape.stream().reduce((long) type.bytes(), Math::multiplyExact);
    if (elements.length != wanted) {
      throw new IOException(
          "Cannot write row %d: it has %d elements (must be %d, as those before it)"
              .formatted(rows, elements.length / type.bytes(), wanted / type.bytes()));
    }
    spool.write(elements);
    rows++;
  }

  /** Writes the array. */
  void finish(OutputStream out) throws IOException {
    out.write(header());
    spool.copy(0, spool.length(), out);
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }

  private byte[] header() {
    String dimensions =
        rowShape.isEmpty()
            ? rows + ","
            : rows + rowShape.stream().map(size -> ", " + size).collect(Collectors.joining());
    String literal =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(type.descr(), dimensions);
    literal += " ".repeat(GROWTH_DIGITS - Long.toString(rows).length());
    int unpadded = MAGIC.length + Short.BYTES + literal.length() + 1;
    literal += " ".repeat(ALIGNMENT - unpadded % ALIGNMENT) + "\n";
    ByteBuffer header =
        ByteBuffer.allocate(MAGIC.length + Short.BYTES + literal.length())
            .order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putShort((short) literal.length());
    return header.put(literal.getBytes(StandardCharsets.US_ASCII)).array();
  }
}
