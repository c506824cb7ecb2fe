package org.coherer.datasource.tfrecord;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the records of a TFRecord file, as {@link FrameReader} reads them. */
final class FrameWriter implements Closeable {
  private final OutputStream out;

  /**
   * Takes over a stream.
   *
   * @param out buffered, compressing or not; closed with this
   */
  FrameWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes a record. */
  void write(byte[] data) throws IOException {
    ByteBuffer header =
        ByteBuffer.allocate(FrameReader.HEADER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(data.length);
    header.putInt(MaskedCrc.of(header.array(), 0, Long.BYTES));
    out.write(header.array());
    out.write(data);
    out.write(littleEndian(MaskedCrc.of(data, 0, data.length)));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static byte[] littleEndian(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
