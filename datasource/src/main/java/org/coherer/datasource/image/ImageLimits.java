package org.coherer.datasource.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;
import org.coherer.datasource.codec.Content;

/**
 * What is refused before any pixel is decoded, so that a small file cannot take much memory or
 * time.
 *
 * @param maxPixels how many pixels an image, or a part that is decoded as a whole, may have
 */
record ImageLimits(long maxPixels) {
  private static final int MAX_CHANNELS = 4;
  private static final int BMP_HEADER_AT = 14;
  private static final int BMP_COMPRESSION_AT = 30;
  private static final int BMP_OLD_HEADER_BYTES = 12;
  private static final int BMP_OF_JPEG = 4;
  private static final int BMP_OF_PNG = 5;
  private static final int SOF_PROGRESSIVE = 0xC2;

  /**
   * Checks a file.
   *
   * @param reader which has been given the data
   */
  void check(ImageReader reader, ImageKind kind, byte[] data) throws IOException {
    requireSize(reader.getHeight(0), reader.getWidth(0));
    switch (kind) {
      case JPEG -> JpegScans.check(data);
      case WEBP -> WebpFrames.check(data, maxPixels);
      case BMP -> requireOwnPixels(data);
      case TIFF_LITTLE, TIFF_BIG -> {
        requireTiles(reader);
        requireJpegs(data);
      }
      case PNG, GIF -> {}
    }
  }

  /** Checks the size of an image. */
  void requireSize(int height, int width) throws BadImageException {
    if (height < 1 || width < 1 || (long) height * width > maxPixels) {
      throw new BadImageException(
          "an image of %d x %d pixels (must have 1 to %d in all: raise maxPixels)"
              .formatted(height, width, maxPixels));
    }
    if ((long) height * width > Content.MAX_ARRAY_BYTES / MAX_CHANNELS) {
      throw new BadImageException(
          "an image of %d x %d pixels (must fit an array of %d bytes)"
              .formatted(height, width, Content.MAX_ARRAY_BYTES));
    }
  }

  /** A BMP may be the envelope of a JPEG or PNG of any size. */
  private static void requireOwnPixels(byte[] data) throws BadImageException {
    ByteBuffer header = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    boolean isOld =
        data.length < BMP_COMPRESSION_AT + Integer.BYTES
            || header.getInt(BMP_HEADER_AT) == BMP_OLD_HEADER_BYTES;
    int compression = isOld ? 0 : header.getInt(BMP_COMPRESSION_AT);
    if (compression == BMP_OF_JPEG || compression == BMP_OF_PNG) {
      throw new BadImageException(
          "the bmp has a %s inside (must have pixels: store that file itself)"
              .formatted(compression == BMP_OF_JPEG ? "jpeg" : "png"));
    }
  }

  /** A tile is decoded as a whole, however small the image is; strips end with it. */
  private void requireTiles(ImageReader reader) throws IOException {
    long height = reader.getTileHeight(0);
    long width = reader.getTileWidth(0);
    boolean isSound = height >= 1 && width >= 1 && height * width <= maxPixels;
    if (reader.isImageTiled(0) && !isSound) {
      throw new BadImageException(
          "the tiff has tiles of %d x %d pixels (must have 1 to %d in all: raise maxPixels)"
              .formatted(height, width, maxPixels));
    }
    int channels = reader.getImageTypes(0).next().getNumBands();
    if (channels > MAX_CHANNELS) {
      throw new BadImageException(
          "the tiff has %d channels (must have at most %d)".formatted(channels, MAX_CHANNELS));
    }
  }

  /** Strips and tiles may be JPEGs, which have sizes of their own. */
  private void requireJpegs(byte[] data) throws BadImageException {
    ByteBuffer bytes = ByteBuffer.wrap(data);
    for (int at = 0; at + 10 <= data.length; at++) {
      if (data[at] == -1 && isFrame(bytes, at)) {
        int height = Short.toUnsignedInt(bytes.getShort(at + 5));
        int width = Short.toUnsignedInt(bytes.getShort(at + 7));
        boolean isProgressive = Byte.toUnsignedInt(data[at + 1]) == SOF_PROGRESSIVE;
        if (isProgressive || (long) height * width > maxPixels) {
          throw new BadImageException(
              "the tiff has a %s jpeg of %d x %d pixels inside (must be baseline, and have at most %d)"
                  .formatted(isProgressive ? "progressive" : "baseline", height, width, maxPixels));
        }
      }
    }
  }

  /** SOF0 to SOF2 of 8 bits, whose length is that of its components. */
  private static boolean isFrame(ByteBuffer bytes, int at) {
    int marker = Byte.toUnsignedInt(bytes.get(at + 1));
    int length = Short.toUnsignedInt(bytes.getShort(at + 2));
    int components = Byte.toUnsignedInt(bytes.get(at + 9));
    return marker >= 0xC0
        && marker <= SOF_PROGRESSIVE
        && bytes.get(at + 4) == Byte.SIZE
        && components >= 1
        && components <= MAX_CHANNELS
        && length == 8 + 3 * components;
  }
}
