package org.coherer.datasource.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.format.ColumnValues;

/**
 * Reads the rows of an array, one after the other. An array in Fortran order, whose rows are
 * scattered, is in memory as a whole.
 */
final class NpyRows implements ColumnValues {
  private final Content content;
  private final NpyHeader header;
  private final int rowBytes;
  private byte[] all;
  private int[] places;
  private long row;

  /**
   * Reads from some row on.
   *
   * @param content at the first byte of the row; of an array in Fortran order, of all elements
   * @param header of the array
   * @param first the row
   */
  NpyRows(Content content, NpyHeader header, long first) {
    this.content = content;
    this.header = header;
    this.rowBytes = Math.toIntExact(header.bytesPerRow());
    this.row = first;
  }

  /**
   * Returns the elements of the next row, in C order.
   *
   * @throws IOException if it is not there, or this JVM has no memory for it
   */
  ByteBuffer next() throws IOException {
    String what = "row %d of %d".formatted(row, header.rows());
    byte[] bytes = header.isStrided() ? gathered(what) : content.exactly(rowBytes, what);
    row++;
    return ByteBuffer.wrap(bytes)
        .order(header.type().isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void checkEnd() throws IOException {
    long end = content.offset();
    if (row == header.rows() && content.upTo(1, "the end behind the last row").length > 0) {
      throw content.broken(
          end, "bytes follow the last of %d rows (must be none)".formatted(header.rows()));
    }
  }

  @Override
  public Object nextValue() throws IOException {
    long start = content.offset();
    String what = "row %d of %d".formatted(row, header.rows());
    try {
      return NpyColumns.value(header, next());
    } catch (ArithmeticException e) {
      throw content.broken(start, what + " " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw content.broken(start, Content.tooLarge(what, rowBytes), e);
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private byte[] gathered(String what) throws IOException {
    try {
      return gathered();
    } catch (OutOfMemoryError e) {
      throw content.broken(content.offset(), Content.tooLarge(what, header.dataBytes()), e);
    }
  }

  private byte[] gathered() throws IOException {
    if (all == null) {
      readAll();
    }
    int size = header.type().bytes();
    byte[] bytes = new byte[rowBytes];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(all, (int) ((places[i] + row) * size), bytes, i * size, size);
    }
    return bytes;
  }

  private void readAll() throws IOException {
    long bytes = header.dataBytes();
    if (bytes > Content.MAX_ARRAY_BYTES) {
      throw content.broken(
          content.offset(),
          "an array in Fortran order has %d bytes (must be at most %d; save it in C order)"
              .formatted(bytes, Content.MAX_ARRAY_BYTES));
    }
    all = content.exactly((int) bytes, "the array");
    places = new int[Math.toIntExact(header.elementsPerRow())];
    int[] index = new int[header.rowShape().size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(index);
      advance(index);
    }
  }

  /** Returns the place of an element of row 0. */
  private int place(int[] index) {
    long place = 0;
    long stride = header.rows();
    for (int d = 0; d < index.length; d++) {
      place += index[d] * stride;
      stride *= header.rowShape().get(d);
    }
    return Math.toIntExact(place);
  }

  /** Goes to the next element in C order. */
  private void advance(int[] index) {
    for (int d = index.length - 1; d >= 0; d--) {
      index[d]++;
      if (index[d] < header.rowShape().get(d)) {
        return;
      }
      index[d] = 0;
    }
  }
}
