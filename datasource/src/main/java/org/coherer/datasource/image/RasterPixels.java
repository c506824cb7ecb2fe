package org.coherer.datasource.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/** Makes pixels of what the decoders of the JDK and of TwelveMonkeys return. */
final class RasterPixels {
  private static final int GREY_ALPHA = 2;
  private static final int CMYK = 4;

  private RasterPixels() {}

  /**
   * Returns the pixels. Values of more than 8 bits lose their lower bits; those of fewer are spread
   * over 0 to 255. Inks become colours, and of colours that were multiplied by how opaque the pixel
   * is, what they were before.
   *
   * @throws BadImageException if they are no whole numbers of at most 16 bits, or neither grey, RGB
   *     nor CMYK
   */
  static Pixels of(BufferedImage image) throws BadImageException {
    Raster raster = image.getRaster();
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return ofPalette(raster, palette);
    }
    int type = raster.getTransferType();
    int bands = raster.getNumBands();
    int bits = raster.getSampleModel().getSampleSize(0);
    boolean isWhole =
        type == DataBuffer.TYPE_BYTE
            || type == DataBuffer.TYPE_USHORT
            || type == DataBuffer.TYPE_INT;
    if (!isWhole || bits > Short.SIZE || bands > Pixels.RGBA) {
      throw new BadImageException(
          "the image has %d channels of %d bits and type %d (must be at most 4 of whole numbers of at most 16 bits)"
              .formatted(bands, bits, type));
    }
    ColorModel colours = image.getColorModel();
    check(colours, bands);
    byte[] values = type == DataBuffer.TYPE_BYTE ? interleaved(raster) : values(raster);
    if (colours.getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
      return new Pixels(raster.getHeight(), raster.getWidth(), Pixels.RGB, ofInks(values));
    }
    if (bands == GREY_ALPHA) {
      values = coloured(values);
    }
    if (colours.isAlphaPremultiplied()) {
      Opacity.divide(values);
    }
    int channels = bands == GREY_ALPHA ? Pixels.RGBA : bands;
    return new Pixels(raster.getHeight(), raster.getWidth(), channels, values);
  }

  /** Fails if channels are others than those that pixels have, such as Lab's. */
  private static void check(ColorModel colours, int bands) throws BadImageException {
    int type = colours.getColorSpace().getType();
    int expected =
        switch (type) {
          case ColorSpace.TYPE_GRAY -> Pixels.GREY;
          case ColorSpace.TYPE_RGB -> Pixels.RGB;
          case ColorSpace.TYPE_CMYK -> CMYK;
          default -> 0;
        };
    if (expected == 0 || bands != expected + (colours.hasAlpha() ? 1 : 0)) {
      throw new BadImageException(
          "the image has %d channels of the colour space %d (must be grey, RGB or CMYK, of which the first two may have alpha)"
              .formatted(bands, type));
    }
  }

  private static byte[] ofInks(byte[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) ~values[i];
    }
    return JpegColours.ofCmyk(values);
  }

  private static byte[] interleaved(Raster raster) {
    if (!(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
        || !(raster.getDataBuffer() instanceof DataBufferByte buffer)
        || raster.getSampleModelTranslateX() != 0
        || raster.getSampleModelTranslateY() != 0) {
      return values(raster);
    }
    int bands = raster.getNumBands();
    int[] offsets = model.getBandOffsets();
    byte[] from = buffer.getData();
    byte[] values = new byte[raster.getHeight() * raster.getWidth() * bands];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      int at = buffer.getOffset() + y * model.getScanlineStride();
      for (int x = 0; x < raster.getWidth(); x++) {
        for (int band = 0; band < bands; band++) {
          values[to] = from[at + offsets[band]];
          to++;
        }
        at += model.getPixelStride();
      }
    }
    return values;
  }

  /** Of any layout, row by row. */
  private static byte[] values(Raster raster) {
    int bands = raster.getNumBands();
    byte[] values = new byte[raster.getHeight() * raster.getWidth() * bands];
    int[] row = new int[raster.getWidth() * bands];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (int i = 0; i < row.length; i++) {
        values[to] = spread(row[i], raster.getSampleModel().getSampleSize(i % bands));
        to++;
      }
    }
    return values;
  }

  private static byte spread(int value, int bits) {
    if (bits >= Byte.SIZE) {
      return (byte) (value >> (bits - Byte.SIZE));
    }
    return (byte) (value * 255 / ((1 << bits) - 1));
  }

  private static Pixels ofPalette(Raster raster, IndexColorModel palette) {
    int channels = palette.hasAlpha() ? Pixels.RGBA : Pixels.RGB;
    int[] colours = new int[palette.getMapSize()];
    palette.getRGBs(colours);
    byte[] values = new byte[raster.getHeight() * raster.getWidth() * channels];
    int[] row = new int[raster.getWidth()];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (int index : row) {
        int colour = index < colours.length ? colours[index] : 0;
        values[to] = (byte) (colour >> 16);
        values[to + 1] = (byte) (colour >> 8);
        values[to + 2] = (byte) colour;
        if (channels == Pixels.RGBA) {
          values[to + 3] = (byte) (colour >>> 24);
        }
        to += channels;
      }
    }
    return new Pixels(raster.getHeight(), raster.getWidth(), channels, values);
  }

  private static byte[] coloured(byte[] values) {
    byte[] coloured = new byte[2 * values.length];
    for (int at = 0; at < values.length; at += GREY_ALPHA) {
      coloured[2 * at] = values[at];
      coloured[2 * at + 1] = values[at];
      coloured[2 * at + 2] = values[at];
      coloured[2 * at + 3] = values[at + 1];
    }
    return coloured;
  }
}
