package org.coherer.datasource.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds the orientation that EXIF data, or a TIFF file, says. */
final class Orientation {
  /** The first row is the top, and the first column the left. */
  static final int UPRIGHT = 1;

  private static final int MAX = 8;
  private static final int TAG = 0x0112;
  private static final int PNG_START = 8;
  private static final int PNG_CHUNK_BYTES = 12;
  private static final int WEBP_START = 12;
  private static final int WEBP_CHUNK_BYTES = 8;

  private Orientation() {}

  /** Returns a number from 1 to 8; 1 where nothing is said, or what is said makes no sense. */
  static int find(ImageKind kind, byte[] data) {
    return switch (kind) {
      case JPEG -> {
        JpegHeader header = JpegHeader.read(data);
        yield header.exifAt() < 0
            ? UPRIGHT
            : ofTiff(ByteBuffer.wrap(data, header.exifAt(), header.exifEnd() - header.exifAt()));
      }
      case TIFF_LITTLE, TIFF_BIG -> ofTiff(ByteBuffer.wrap(data));
      case PNG -> ofPng(ByteBuffer.wrap(data));
      case WEBP -> ofWebp(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
      case BMP, GIF -> UPRIGHT;
    };
  }

  private static int ofPng(ByteBuffer data) {
    long at = PNG_START;
    while (at + PNG_CHUNK_BYTES <= data.limit()) {
      long length = Integer.toUnsignedLong(data.getInt((int) at));
      if (at + PNG_CHUNK_BYTES + length > data.limit()) {
        break;
      }
      if (data.getInt((int) at + 4) == 0x65584966) { // eXIf
        return ofTiff(data.slice((int) at + 8, (int) length));
      }
      at += PNG_CHUNK_BYTES + length;
    }
    return UPRIGHT;
  }

  private static int ofWebp(ByteBuffer data) {
    long at = WEBP_START;
    while (at + WEBP_CHUNK_BYTES <= data.limit()) {
      long length = Integer.toUnsignedLong(data.getInt((int) at + 4));
      if (at + WEBP_CHUNK_BYTES + length > data.limit()) {
        break;
      }
      if (data.getInt((int) at) == 0x46495845) { // EXIF
        ByteBuffer exif = data.slice((int) at + WEBP_CHUNK_BYTES, (int) length);
        boolean hasPrefix = length > 6 && exif.get(0) == 'E' && exif.get(1) == 'x';
        return ofTiff(hasPrefix ? exif.slice(6, (int) length - 6) : exif);
      }
      at += WEBP_CHUNK_BYTES + length + (length & 1);
    }
    return UPRIGHT;
  }

  private static int ofTiff(ByteBuffer structure) {
    int value = Tiff.number(structure, TAG);
    return value >= UPRIGHT && value <= MAX ? value : UPRIGHT;
  }
}
