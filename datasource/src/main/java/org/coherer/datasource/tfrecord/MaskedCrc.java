package org.coherer.datasource.tfrecord;

import java.util.zip.CRC32C;

/** The checksum of TFRecord files: CRC-32C, masked since data may hold checksums themselves. */
final class MaskedCrc {
  private static final int DELTA = 0xA282EAD8;
  private static final int ROTATION = 15;

  private MaskedCrc() {}

  /** Returns the checksum of a part of an array. */
  static int of(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return Integer.rotateRight((int) crc.getValue(), ROTATION) + DELTA;
  }
}
