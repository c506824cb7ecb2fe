package org.coherer.datasource.imagefolder;

import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.coherer.datasource.image.BadImageException;
import org.coherer.datasource.image.ChannelOrder;
import org.coherer.datasource.image.Framing;
import org.coherer.datasource.image.Pixels;

/**
 * The struct of Spark's own image source.
 *
 * @param isGrey whether all images become grey
 * @param isColour whether all have blue, green and red; if neither, what the file has
 */
record StructOutput(boolean isGrey, boolean isColour) implements ImageOutput {
  /** The types of OpenCV: unsigned bytes, of 1, 3 and 4 channels. */
  private static final int MODE_GREY = 0;

  private static final int MODE_BGR = 16;
  private static final int MODE_BGRA = 24;

  @Override
  public StructField column() {
    StructType fields =
        new StructType()
            .add("origin", DataTypes.StringType, true)
            .add("height", DataTypes.IntegerType, false)
            .add("width", DataTypes.IntegerType, false)
            .add("nChannels", DataTypes.IntegerType, false)
            .add("mode", DataTypes.IntegerType, false)
            .add("data", DataTypes.BinaryType, false);
    return new StructField("image", fields, false, Metadata.empty());
  }

  @Override
  public long bytes(long pixels) {
    return pixels * (isGrey ? Pixels.GREY : Pixels.RGB);
  }

  @Override
  public Object value(Pixels image, Framing framing, String path) throws BadImageException {
    Pixels framed = framing.apply(reduced(image));
    if (framed.channels() == Pixels.GREY && !isColour) {
      return row(framed, path, Pixels.GREY, MODE_GREY, framed.data());
    }
    return framed.channels() == Pixels.RGBA
        ? row(framed, path, Pixels.RGBA, MODE_BGRA, swapped(framed.data()))
        : row(framed, path, Pixels.RGB, MODE_BGR, ChannelOrder.BGR.of(framed));
  }

  private Pixels reduced(Pixels image) {
    if (isGrey) {
      return ChannelOrder.GREY.reduce(image);
    }
    return isColour ? ChannelOrder.BGR.reduce(image) : image;
  }

  private static Object row(Pixels image, String path, int channels, int mode, byte[] data) {
    return new GenericInternalRow(
        new Object[] {
          UTF8String.fromString(path), image.height(), image.width(), channels, mode, data
        });
  }

  /** Returns red and blue in each other's place. */
  private static byte[] swapped(byte[] rgba) {
    byte[] bgra = rgba.clone();
    for (int at = 0; at < bgra.length; at += Pixels.RGBA) {
      bgra[at] = rgba[at + 2];
      bgra[at + 2] = rgba[at];
    }
    return bgra;
  }
}
