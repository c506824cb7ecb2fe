package org.coherer.datasource.image;

/**
 * How many scans a JPEG has. A progressive one has about ten, each of which goes over the whole
 * image: a file of a few kilobytes that has thousands takes hours.
 */
final class JpegScans {
  /** The most that are decoded. */
  static final int MAX = 100;

  private static final int SOI = 0xD8;
  private static final int RESTART = 0xD0;
  private static final int TEMPORARY = 0x01;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int PREFIX = 0xFF;

  private JpegScans() {}

  /** Fails if a file has more than {@link #MAX} scans. */
  static void check(byte[] data) throws BadImageException {
    int scans = 0;
    int at = marker(data, 2);
    while (at < data.length && scans <= MAX && at(data, at) != EOI) {
      if (at(data, at) == SOS) {
        scans++;
      }
      boolean isSegment = at + 2 < data.length && !isAlone(at(data, at));
      int length = isSegment ? at(data, at + 1) << Byte.SIZE | at(data, at + 2) : 0;
      at = marker(data, Math.min(data.length, at + 1 + length));
    }
    if (scans > MAX) {
      throw new BadImageException(
          "the jpeg has more than %d scans (must have at most that: save it again)".formatted(MAX));
    }
  }

  /** Returns where the next marker is, behind its prefix; the end of the data without one. */
  private static int marker(byte[] data, int from) {
    for (int at = from; at + 1 < data.length; at++) {
      int next = at(data, at + 1);
      if (at(data, at) == PREFIX && next != 0 && next != PREFIX) {
        return at + 1;
      }
    }
    return data.length;
  }

  /** Returns whether no length follows a marker. */
  private static boolean isAlone(int marker) {
    return (marker >= RESTART && marker <= SOI) || marker == TEMPORARY;
  }

  private static int at(byte[] data, int index) {
    return Byte.toUnsignedInt(data[index]);
  }
}
