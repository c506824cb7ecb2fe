package org.coherer.datasource.image;

import java.io.ByteArrayOutputStream;

/**
 * What the segments before the data of a JPEG file say of its colours.
 *
 * @param isJfif whether there is a JFIF segment
 * @param adobeTransform the transform of Adobe's segment, -1 without one
 * @param componentIds the names of the first three components, as the letters that they are, or
 *     less if there are fewer
 * @param exifAt where the TIFF structure of EXIF begins, -1 without one
 * @param exifEnd where it ends
 * @param isQuiet whether libjpeg has nothing to warn of before the data
 */
record JpegHeader(
    boolean isJfif,
    int adobeTransform,
    String componentIds,
    int exifAt,
    int exifEnd,
    boolean isQuiet) {
  private static final int NO_TRANSFORM = -1;
  private static final int START_BYTES = 2;

  /** Returns whether three components are red, green and blue, by the rules of libjpeg. */
  boolean isRgb() {
    if (isJfif) {
      return false;
    }
    return adobeTransform == NO_TRANSFORM ? componentIds.equals("RGB") : adobeTransform == 0;
  }

  /** Returns whether four components are luminance, two differences, and black. */
  boolean isYcck() {
    return adobeTransform != NO_TRANSFORM && adobeTransform != 0;
  }

  /**
   * Reads segments up to the data, or to the first that makes no sense. Skips what lies between
   * them, as libjpeg does.
   */
  static JpegHeader read(byte[] data) {
    return new Reader(data).read();
  }

  /**
   * Returns a file of which libjpeg tells the first damage of the data: of all that it has to warn
   * of, it tells the first alone.
   *
   * @param data the file that was read; returned if there is nothing to warn of before the data
   */
  byte[] quiet(byte[] data) {
    if (isQuiet) {
      return data;
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream(data.length);
    kept.write(data, 0, START_BYTES);
    Reader reader = new Reader(data);
    int at = reader.marker(START_BYTES);
    int end = reader.end(at);
    while (end > at) {
      if (!Reader.isApplication(reader.at(at + 1))) {
        kept.write(data, at, end - at);
      }
      at = reader.marker(end);
      end = reader.end(at);
    }
    kept.write(data, at, data.length - at);
    return kept.toByteArray();
  }

  /** Goes through the segments. */
  private static final class Reader {
    private static final int SOS = 0xDA;
    private static final int EOI = 0xD9;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final int JFIF_BYTES = 14;
    private static final int JFIF_VERSION_AT = 5;
    private static final int TRANSFORM_AT = 11;

    private final byte[] data;
    private boolean isJfif;
    private int adobe = NO_TRANSFORM;
    private String ids = "";
    private int exifAt = -1;
    private int exifEnd = -1;
    private boolean isOdd;

    Reader(byte[] data) {
      this.data = data;
    }

    JpegHeader read() {
      int at = marker(START_BYTES);
      boolean isQuiet = isPadding(START_BYTES, at);
      int end = end(at);
      while (end > at) {
        segment(at(at + 1), at + 4, end);
        at = marker(end);
        isQuiet &= isPadding(end, at);
        end = end(at);
      }
      return new JpegHeader(isJfif, adobe, ids, exifAt, exifEnd, isQuiet && !isOdd);
    }

    private boolean isPadding(int from, int to) {
      for (int at = from; at < to; at++) {
        if (at(at) != 0xFF) {
          return false;
        }
      }
      return true;
    }

    /** Returns where the next marker is, or where the file ends. */
    int marker(int from) {
      int at = from;
      while (at + 1 < data.length && (at(at) != 0xFF || at(at + 1) == 0xFF || at(at + 1) == 0)) {
        at++;
      }
      return at + 1 < data.length ? at : data.length;
    }

    /** Returns where the segment of a marker ends; where it begins, if segments end there. */
    int end(int at) {
      if (at + 2 > data.length || at(at + 1) == SOS || at(at + 1) == EOI) {
        return at;
      }
      if (isAlone(at(at + 1))) {
        return at + 2;
      }
      if (at + 4 > data.length) {
        return at;
      }
      int end = at + 2 + (at(at + 2) << Byte.SIZE | at(at + 3));
      return end < at + 4 || end > data.length ? at : end;
    }

    private void segment(int marker, int from, int end) {
      if (marker == APP0 && starts("JFIF\0", from, end) && end - from >= JFIF_BYTES) {
        isJfif = true;
        isOdd |= at(from + JFIF_VERSION_AT) != 1;
      } else if (marker == APP14 && starts("Adobe", from, end) && end - from > TRANSFORM_AT) {
        adobe = at(from + TRANSFORM_AT);
        isOdd |= adobe > 1;
      } else if (marker == APP1 && exifAt < 0 && starts("Exif\0\0", from, end)) {
        exifAt = from + 6;
        exifEnd = end;
      } else if (isFrame(marker) && ids.isEmpty()) {
        frame(from, end);
      }
    }

    /** SOF0 to SOF15, without DHT, JPG and DAC, which lie in between. */
    private static boolean isFrame(int marker) {
      return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** APP0 to APP15. */
    static boolean isApplication(int marker) {
      return marker >= APP0 && marker < APP0 + 16;
    }

    /** TEM and RST0 to RST7, which have no length. */
    private static boolean isAlone(int marker) {
      return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
    }

    private void frame(int from, int end) {
      StringBuilder names = new StringBuilder();
      for (int at = from + 6; at + 3 <= end && names.length() < Pixels.RGB; at += 3) {
        names.append((char) at(at));
      }
      ids = names.toString();
    }

    private boolean starts(String text, int from, int end) {
      if (end - from < text.length()) {
        return false;
      }
      for (int i = 0; i < text.length(); i++) {
        if (at(from + i) != text.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    int at(int index) {
      return Byte.toUnsignedInt(data[index]);
    }
  }
}
