package org.coherer.datasource.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Brings WebP files into the form that their decoder is given. */
final class Webp {
  private static final int LENGTH_AT = 4;
  private static final int HEADER_BYTES = 8;
  private static final int EXTENDED_AT = 12;
  private static final int EXTENDED = 0x58385056; // VP8X
  private static final int FLAGS_AT = 20;
  private static final int HAS_PROFILE = 0x20;

  private Webp() {}

  /**
   * Returns a file that has no colour profile, which the decoder would apply: itself if it has
   * none, else a copy.
   *
   * @throws BadImageException if the file is shorter than it says
   */
  static byte[] withoutProfile(byte[] data) throws BadImageException {
    ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    long length = HEADER_BYTES + Integer.toUnsignedLong(bytes.getInt(LENGTH_AT));
    if (length > data.length) {
      throw new BadImageException(
          "the webp ends early, after %d bytes of %d (must be whole)"
              .formatted(data.length, length));
    }
    boolean hasProfile =
        data.length > FLAGS_AT
            && bytes.getInt(EXTENDED_AT) == EXTENDED
            && (data[FLAGS_AT] & HAS_PROFILE) != 0;
    if (!hasProfile) {
      return data;
    }
    byte[] plain = data.clone();
    plain[FLAGS_AT] &= (byte) ~HAS_PROFILE;
    return plain;
  }
}
