package org.coherer.datasource.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a WebP file has inside: the decoder believes the size of each frame, whatever that of the
 * image is, and decodes all frames that there are.
 */
final class WebpFrames {
  /** How much less than the most pixels a frame may have that is lossy: it takes more memory. */
  private static final int LOSSY_SHARE = 4;

  private static final int START = 12;
  private static final int HEADER_BYTES = 8;
  private static final int SIZE_BYTES = 10;
  private static final int ANIMATION_BYTES = 16;
  private static final int LOSSY = 0x20385056; // "VP8 "
  private static final int LOSSLESS = 0x4C385056; // "VP8L"
  private static final int ALPHA = 0x48504C41; // "ALPH"
  private static final int ANIMATED = 0x464D4E41; // "ANMF"
  private static final int SIDE = 0x3FFF;
  private static final int SIDE_BITS = 14;

  private final ByteBuffer data;
  private final long maxPixels;
  private int frames;
  private int alphas;

  private WebpFrames(ByteBuffer data, long maxPixels) {
    this.data = data;
    this.maxPixels = maxPixels;
  }

  /** Fails if a frame that is decoded has too many pixels, or if there is more than one. */
  static void check(byte[] file, long maxPixels) throws BadImageException {
    ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    new WebpFrames(data, maxPixels).walk(START, file.length);
  }

  private void walk(long from, long end) throws BadImageException {
    long at = from;
    while (at < end && at + HEADER_BYTES <= data.limit()) {
      int kind = data.getInt((int) at);
      long length = Integer.toUnsignedLong(data.getInt((int) at + 4));
      long start = at + HEADER_BYTES;
      if (kind == ANIMATED && frames == 0) {
        walk(start + ANIMATION_BYTES, start + length);
      } else if (kind == ALPHA) {
        alphas++;
      } else if ((kind == LOSSY || kind == LOSSLESS) && start + SIZE_BYTES <= data.limit()) {
        frame(kind == LOSSY, (int) start);
      }
      at = start + length + (length & 1);
    }
    if (frames > 1 || alphas > 1) {
      throw new BadImageException("the webp has several images in one (must have one)");
    }
  }

  private void frame(boolean isLossy, int start) throws BadImageException {
    frames++;
    int sides = data.getInt(start + 1);
    int width = isLossy ? data.getShort(start + 6) & SIDE : 1 + (sides & SIDE);
    int height = isLossy ? data.getShort(start + 8) & SIDE : 1 + (sides >>> SIDE_BITS & SIDE);
    long most = isLossy ? Math.max(1, maxPixels / LOSSY_SHARE) : maxPixels;
    if ((long) height * width > most) {
      throw new BadImageException(
          "a %s webp of %d x %d pixels (must have at most %d, %s: raise maxPixels)"
              .formatted(
                  isLossy ? "lossy" : "lossless",
                  height,
                  width,
                  most,
                  isLossy ? "a quarter of maxPixels" : "which is maxPixels"));
    }
  }
}
