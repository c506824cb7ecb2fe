package org.coherer.datasource.idx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataType;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.file.StoredFile;
import org.coherer.datasource.format.ColumnValues;

/**
 * Reads one column of a range of rows from its file, which the first call opens. Takes memory for a
 * row only as far as its bytes have been read: a header may claim what is not there.
 */
final class IdxColumnReader implements ColumnValues {

  /** The least that a row takes per byte: the byte, the decoded element and Spark's copy. */
  private static final int MEMORY_PER_BYTE = 3;

  private final StoredFile file;
  private final IdxHeader header;
  private final IdxValues values;
  private final DataType elementType;
  private final HadoopSettings hadoop;
  private byte[] bytes;
  private ElementDecoder decoder;
  private InputStream in;
  private long row;

  IdxColumnReader(IdxColumn column, long first, HadoopSettings hadoop) {
    file = column.file().stored();
    header = column.file().header();
    values = column.values();
    elementType = column.elementType();
    this.hadoop = hadoop;
    row = first;
  }

  /** Returns the next row's value: a Spark array that is not reused, or a boxed number. */
  @Override
  public Object nextValue() throws IOException {
    try {
      int found = decoder == null ? readFirst() : opened().readNBytes(bytes, 0, bytes.length);
      if (found < header.bytesPerRow()) {
        throw BrokenIdxException.truncatedRow(file, header, row, found);
      }
      row++;
      UnsafeArrayData elements = decoder.decode();
      return header.isScalar() ? elements.get(0, elementType) : elements;
    } catch (BrokenIdxException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable("row %d of %d".formatted(row, header.rows()), e);
    } catch (OutOfMemoryError e) {
      throw tooLarge(e);
    }
  }

  /** Reads the first row, whose length then is that of all. */
  private int readFirst() throws IOException {
    if (header.bytesPerRow() > Runtime.getRuntime().maxMemory() / MEMORY_PER_BYTE) {
      throw tooLarge(null);
    }
    bytes = opened().readNBytes(Math.toIntExact(header.bytesPerRow()));
    if (bytes.length == header.bytesPerRow()) {
      decoder = ElementDecoder.of(header.type(), values, ByteBuffer.wrap(bytes));
    }
    return bytes.length;
  }

  private BrokenIdxException tooLarge(OutOfMemoryError cause) {
    return BrokenIdxException.tooLarge(file, header, row, cause);
  }

  @Override
  public void checkEnd() throws IOException {
    if (row == header.rows() && !atEnd()) {
      throw new BrokenIdxException(
          file, header.contentBytes(), "bytes follow the last of %d rows".formatted(header.rows()));
    }
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }

  private boolean atEnd() throws IOException {
    try {
      return opened().read() < 0; // with gzip, this is also what checks its checksum
    } catch (IOException e) {
      throw unreadable("the end after the last of %d rows".formatted(header.rows()), e);
    }
  }

  private InputStream opened() throws IOException {
    if (in == null) {
      in = file.open(header.rowOffset(row), hadoop);
    }
    return in;
  }

  private BrokenIdxException unreadable(String what, IOException cause) {
    return BrokenIdxException.unreadable(file, header.rowOffset(row), what, cause);
  }
}
