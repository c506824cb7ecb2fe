package org.coherer.datasource.idx;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataType;
import org.coherer.datasource.read.RowRange;
import org.coherer.datasource.read.StoredFile;

/** Reads one column of a range of rows from its file, which the first call opens. */
final class IdxColumnReader implements Closeable {
  private final StoredFile file;
  private final IdxHeader header;
  private final DataType elementType;
  private final byte[] bytes;
  private final ElementDecoder decoder;
  private InputStream in;
  private long row;

  IdxColumnReader(IdxColumn column, RowRange range) {
    file = column.file().stored();
    header = column.file().header();
    elementType = column.elementType();
    // Only where there are rows was their length checked against the length of the file.
    bytes = new byte[header.rows() == 0 ? 0 : Math.toIntExact(header.bytesPerRow())];
    decoder = ElementDecoder.of(header.type(), column.values(), ByteBuffer.wrap(bytes));
    row = range.first();
  }

  /** Returns the next row's value: a Spark array that is not reused, or a boxed number. */
  Object read() throws IOException {
    int found;
    try {
      found = opened().readNBytes(bytes, 0, bytes.length);
    } catch (IOException e) {
      throw unreadable("row %d of %d".formatted(row, header.rows()), e);
    }
    if (found < bytes.length) {
      throw BrokenIdxException.truncatedRow(file, header, row, found);
    }
    row++;
    UnsafeArrayData elements = decoder.decode();
    return header.isScalar() ? elements.get(0, elementType) : elements;
  }

  /** Checks, where the last row of the file was read, that nothing follows it. */
  void checkEnd() throws IOException {
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
      in = file.open(header.rowOffset(row));
    }
    return in;
  }

  private BrokenIdxException unreadable(String what, IOException cause) {
    return BrokenIdxException.unreadable(file, header.rowOffset(row), what, cause);
  }
}
