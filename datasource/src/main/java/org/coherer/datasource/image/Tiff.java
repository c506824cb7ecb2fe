package org.coherer.datasource.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads numbers of the first directory of a TIFF structure. */
final class Tiff {
  /** What there is where a number is not. */
  static final int NONE = -1;

  private static final int HEADER_BYTES = 8;
  private static final int ENTRY_BYTES = 12;
  private static final int SHORT_TYPE = 3;
  private static final int COMPRESSION = 0x0103;
  private static final int OLD_JPEG = 6;
  private static final int JPEG = 7;
  private static final int COLOURS = 0x0106;
  private static final int INKS = 5;

  private Tiff() {}

  /**
   * Fails if a file has inks that are compressed as JPEG, of which the decoder makes other colours.
   *
   * @param data the bytes of the file
   */
  static void check(byte[] data) throws BadImageException {
    ByteBuffer file = ByteBuffer.wrap(data);
    int compression = number(file, COMPRESSION);
    if (number(file, COLOURS) == INKS && (compression == JPEG || compression == OLD_JPEG)) {
      throw new BadImageException(
          "the tiff has CMYK with the compression %d, JPEG (must be RGB, or compressed otherwise)"
              .formatted(compression));
    }
  }

  /**
   * Returns the number of a tag, of 16 bits without a sign; {@link #NONE} if there is none of this
   * type.
   *
   * @param structure from its position, in either order of bytes; is not changed
   * @param tag the tag
   */
  static int number(ByteBuffer structure, int tag) {
    ByteBuffer tiff = structure.slice();
    if (tiff.limit() < HEADER_BYTES) {
      return NONE;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (directory + 2 > tiff.limit()) {
      return NONE;
    }
    int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + (long) i * ENTRY_BYTES;
      if (entry + ENTRY_BYTES > tiff.limit()) {
        break;
      }
      if (Short.toUnsignedInt(tiff.getShort((int) entry)) == tag) {
        return tiff.getShort((int) entry + 2) == SHORT_TYPE
            ? Short.toUnsignedInt(tiff.getShort((int) entry + 8))
            : NONE;
      }
    }
    return NONE;
  }
}
