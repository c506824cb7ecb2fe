package org.coherer.datasource.image;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/** Makes pixels of the components of a JPEG file, with the tables of libjpeg. */
final class JpegColours {
  private static final int CMYK = 4;
  private static final int VALUES = 256;
  private static final int CENTRE = 128;
  private static final int HALF = 1 << 15;

  /** What Cr adds to red, and Cb to blue; then, times 2^16, what each adds to green. */
  private static final int[] RED = new int[VALUES];

  private static final int[] BLUE = new int[VALUES];
  private static final int[] GREEN_CR = new int[VALUES];
  private static final int[] GREEN_CB = new int[VALUES];

  /** Values from -256 to 511, cut to those of a byte. */
  private static final byte[] CLIPPED = new byte[3 * VALUES];

  static {
    for (int i = 0; i < VALUES; i++) {
      int x = i - CENTRE;
      RED[i] = (91881 * x + HALF) >> 16; // 1.40200
      BLUE[i] = (116130 * x + HALF) >> 16; // 1.77200
      GREEN_CR[i] = -46802 * x; // 0.71414
      GREEN_CB[i] = -22554 * x + HALF; // 0.34414
    }
    for (int i = 0; i < CLIPPED.length; i++) {
      CLIPPED[i] = (byte) Math.max(0, Math.min(VALUES - 1, i - VALUES));
    }
  }

  private JpegColours() {}

  /**
   * Returns the pixels of components, in the array of the raster if that is long enough.
   *
   * @throws BadImageException if they are of another number than 1, 3 or 4
   */
  static Pixels of(JpegHeader header, Raster raster) throws BadImageException {
    int bands = raster.getNumBands();
    byte[] data = data(raster);
    if (bands == Pixels.RGB) {
      if (!header.isRgb()) {
        toRgb(data, Pixels.RGB);
      }
    } else if (bands == CMYK) {
      if (header.isYcck()) {
        toRgb(data, CMYK);
        invert(data);
      }
      data = ofCmyk(data);
    } else if (bands != Pixels.GREY) {
      throw new BadImageException(
          "the jpeg has %d components (must have 1, 3 or 4)".formatted(bands));
    }
    int channels = bands == CMYK ? Pixels.RGB : bands;
    return new Pixels(raster.getHeight(), raster.getWidth(), channels, data);
  }

  private static byte[] data(Raster raster) throws BadImageException {
    if (raster.getSampleModel() instanceof PixelInterleavedSampleModel model
        && raster.getDataBuffer() instanceof DataBufferByte buffer
        && model.getPixelStride() == raster.getNumBands()
        && model.getScanlineStride() == raster.getNumBands() * raster.getWidth()
        && model.getBandOffsets()[0] == 0
        && buffer.getData().length
            == raster.getHeight() * raster.getWidth() * raster.getNumBands()) {
      return buffer.getData();
    }
    throw new BadImageException(
        "the jpeg is decoded to %s (must be interleaved bytes)".formatted(raster.getSampleModel()));
  }

  /** Replaces luminance and differences by red, green and blue. */
  private static void toRgb(byte[] data, int channels) {
    for (int at = 0; at < data.length; at += channels) {
      int luminance = (data[at] & 0xFF) + VALUES;
      int cb = data[at + 1] & 0xFF;
      int cr = data[at + 2] & 0xFF;
      data[at] = CLIPPED[luminance + RED[cr]];
      data[at + 1] = CLIPPED[luminance + ((GREEN_CB[cb] + GREEN_CR[cr]) >> 16)];
      data[at + 2] = CLIPPED[luminance + BLUE[cb]];
    }
  }

  private static void invert(byte[] data) {
    for (int at = 0; at < data.length; at += CMYK) {
      for (int i = at; i < at + CMYK - 1; i++) {
        data[i] = (byte) ~data[i];
      }
    }
  }

  /** Returns the colours of inks, which all JPEG files have inverted: 255 is none. */
  static byte[] ofCmyk(byte[] data) {
    byte[] rgb = new byte[data.length / CMYK * Pixels.RGB];
    int to = 0;
    for (int at = 0; at < data.length; at += CMYK) {
      int light = data[at + CMYK - 1] & 0xFF;
      for (int i = at; i < at + CMYK - 1; i++) {
        int product = (VALUES - 1 - (data[i] & 0xFF)) * light + CENTRE;
        int ink = ((product >> Byte.SIZE) + product) >> Byte.SIZE;
        rgb[to] = CLIPPED[VALUES + light - ink];
        to++;
      }
    }
    return rgb;
  }
}
