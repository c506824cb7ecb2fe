package org.coherer.datasource.image;

/**
 * What the segments before the data of a JPEG file say of its colours.
 *
 * @param isJfif whether there is a JFIF segment
 * @param adobeTransform the transform of Adobe's segment, -1 without one
 * @param componentIds the names of the first three components, as the letters that they are, or
 *     less if there are fewer
 * @param exifAt where the TIFF structure of EXIF begins, -1 without one
 * @param exifEnd where it ends
 */
record JpegHeader(
    boolean isJfif, int adobeTransform, String componentIds, int exifAt, int exifEnd) {
  private static final int NO_TRANSFORM = -1;

  /** Returns whether three components are red, green and blue, by the rules of libjpeg. */
  boolean isRgb() {
    if (isJfif) {
      return false;
    }
    return adobeTransform == NO_TRANSFORM ? componentIds.equals("RGB") : adobeTransform == 0;
  }

  /** Returns whether four components are luminance, two differences, and black. */
  boolean isYcck() {
    return adobeTransform == 2;
  }

  /** Reads segments up to the data, or to the first that makes no sense. */
  static JpegHeader read(byte[] data) {
    return new Reader(data).read();
  }

  /** Goes through the segments. */
  private static final class Reader {
    private static final int SOS = 0xDA;
    private static final int EOI = 0xD9;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final int TRANSFORM_AT = 11;

    private final byte[] data;
    private boolean isJfif;
    private int adobe = NO_TRANSFORM;
    private String ids = "";
    private int exifAt = -1;
    private int exifEnd = -1;

    Reader(byte[] data) {
      this.data = data;
    }

    JpegHeader read() {
      int at = 2;
      while (at + 4 <= data.length && at(at) == 0xFF) {
        int marker = at(at + 1);
        if (marker == 0xFF) {
          at++; // a byte of padding
          continue;
        }
        int end = at + 2 + (at(at + 2) << Byte.SIZE | at(at + 3));
        if (marker == SOS || marker == EOI || end < at + 4 || end > data.length) {
          break;
        }
        segment(marker, at + 4, end);
        at = end;
      }
      return new JpegHeader(isJfif, adobe, ids, exifAt, exifEnd);
    }

    private void segment(int marker, int from, int end) {
      if (marker == APP0 && starts("JFIF\0", from, end)) {
        isJfif = true;
      } else if (marker == APP14 && starts("Adobe", from, end) && end - from > TRANSFORM_AT) {
        adobe = at(from + TRANSFORM_AT);
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

    private int at(int index) {
      return Byte.toUnsignedInt(data[index]);
    }
  }
}
