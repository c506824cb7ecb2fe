package org.coherer.connector.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A record of a TFRecord file: its length, a checksum of the length, its bytes, a checksum of the
 * bytes. All numbers are little-endian.
 *
 * <p>The checksums are CRC-32C, masked so that a file of records may itself be a record: {@code
 * rotateRight(crc, 15) + 0xa282ead8}.
 */
final class RecordFrame {

  private static final int MASK = 0xa282ead8;
  private static final int ROTATION = 15;

  private RecordFrame() {}

  /** Returns a record with its frame. */
  static byte[] of(byte[] record) {
    ByteBuffer framed =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + record.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    framed.putLong(record.length);
    framed.putInt(maskedChecksum(framed.array(), Long.BYTES));
    framed.put(record);
    framed.putInt(maskedChecksum(record, record.length));
    return framed.array();
  }

  /** Returns the masked checksum of the first bytes. */
  static int maskedChecksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return Integer.rotateRight((int) checksum.getValue(), ROTATION) + MASK;
  }
}
