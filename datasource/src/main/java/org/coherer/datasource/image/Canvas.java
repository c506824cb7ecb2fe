package org.coherer.datasource.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What a GIF or an animated WebP shows its frames on, and where the first of them lies there.
 *
 * @param height the rows
 * @param width the pixels of a row
 * @param top the row in which the frame begins
 * @param left the column in which the frame begins
 */
record Canvas(int height, int width, int top, int left) {
  private static final int GIF_START = 13;
  private static final int GIF_FRAME = 0x2C;
  private static final int GIF_FRAME_BYTES = 9;
  private static final int GIF_EXTENSION = 0x21;
  private static final int HAS_PALETTE = 0x80;
  private static final int PALETTE_SIZE = 7;
  private static final int WEBP_START = 12;
  private static final int WEBP_CHUNK_BYTES = 8;
  private static final int WEBP_FRAME_BYTES = 12;
  private static final int EXTENDED = 0x58385056; // VP8X
  private static final int EXTENDED_BYTES = 10;
  private static final int FRAME = 0x464D4E41; // ANMF

  /** Returns that of a file; nothing if its format has none, or if there is no frame. */
  static Optional<Canvas> find(ImageKind kind, byte[] data) {
    ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    return switch (kind) {
      case GIF -> ofGif(bytes);
      case WEBP -> ofWebp(bytes);
      default -> Optional.empty();
    };
  }

  /**
   * Returns the canvas with a frame on it. Around it, a GIF has the colour that is transparent, or
   * else the first of the palette, as with Pillow; a WebP is black, and transparent if that can be.
   *
   * @param frame the pixels of the frame; returned if they cover the canvas
   * @param image what the decoder made of the frame
   */
  Pixels paste(Pixels frame, BufferedImage image) {
    if (frame.height() == height && frame.width() == width) {
      return frame;
    }
    int channels = frame.channels();
    byte[] data = new byte[height * width * channels];
    if (image.getColorModel() instanceof IndexColorModel palette) {
      fill(data, channels, palette.getRGB(Math.max(0, palette.getTransparentPixel())));
    }
    int rowBytes = frame.width() * channels;
    for (int y = 0; y < frame.height(); y++) {
      int to = ((top + y) * width + left) * channels;
      System.arraycopy(frame.data(), y * rowBytes, data, to, rowBytes);
    }
    return new Pixels(height, width, channels, data);
  }

  private static void fill(byte[] data, int channels, int colour) {
    for (int at = 0; at < data.length; at += channels) {
      data[at] = (byte) (colour >> 16);
      data[at + 1] = (byte) (colour >> 8);
      data[at + 2] = (byte) colour;
      if (channels == Pixels.RGBA) {
        data[at + 3] = (byte) (colour >>> 24);
      }
    }
  }

  private static Optional<Canvas> ofGif(ByteBuffer data) {
    if (data.limit() < GIF_START) {
      return Optional.empty();
    }
    int flags = data.get(10);
    int palette = (flags & HAS_PALETTE) == 0 ? 0 : 3 << ((flags & PALETTE_SIZE) + 1);
    int at = GIF_START + palette;
    while (at < data.limit() && data.get(at) == GIF_EXTENSION) {
      at += 2;
      while (at < data.limit() && data.get(at) != 0) {
        at += Byte.toUnsignedInt(data.get(at)) + 1;
      }
      at++;
    }
    if (at + GIF_FRAME_BYTES > data.limit() || data.get(at) != GIF_FRAME) {
      return Optional.empty();
    }
    int left = Short.toUnsignedInt(data.getShort(at + 1));
    int top = Short.toUnsignedInt(data.getShort(at + 3));
    int right = left + Short.toUnsignedInt(data.getShort(at + 5));
    int bottom = top + Short.toUnsignedInt(data.getShort(at + 7));
    int width = Math.max(right, Short.toUnsignedInt(data.getShort(6)));
    int height = Math.max(bottom, Short.toUnsignedInt(data.getShort(8)));
    return Optional.of(new Canvas(height, width, top, left));
  }

  private static Optional<Canvas> ofWebp(ByteBuffer data) {
    int start = WEBP_START + WEBP_CHUNK_BYTES + EXTENDED_BYTES;
    if (data.limit() < start || data.getInt(WEBP_START) != EXTENDED) {
      return Optional.empty();
    }
    long at = start;
    while (at + WEBP_CHUNK_BYTES + WEBP_FRAME_BYTES <= data.limit()) {
      if (data.getInt((int) at) == FRAME) {
        int frame = (int) at + WEBP_CHUNK_BYTES;
        int left = 2 * number(data, frame);
        int top = 2 * number(data, frame + 3);
        int width = Math.max(left + number(data, frame + 6), number(data, start - 6)) + 1;
        int height = Math.max(top + number(data, frame + 9), number(data, start - 3)) + 1;
        return Optional.of(new Canvas(height, width, top, left));
      }
      long length = Integer.toUnsignedLong(data.getInt((int) at + 4));
      at += WEBP_CHUNK_BYTES + length + (length & 1);
    }
    return Optional.empty();
  }

  /** Of 24 bits. */
  private static int number(ByteBuffer data, int at) {
    return Short.toUnsignedInt(data.getShort(at)) | (Byte.toUnsignedInt(data.get(at + 2)) << 16);
  }
}
