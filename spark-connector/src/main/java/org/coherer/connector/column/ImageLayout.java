package org.coherer.connector.column;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Images as Spark's data source for images has them: a struct of sizes and bytes. */
public final class ImageLayout {

  public static final int FIELDS = 6;
  public static final int HEIGHT = 1;
  public static final int WIDTH = 2;
  public static final int CHANNELS = 3;
  public static final int DATA = 5;

  private static final String[] NAMES = {"origin", "height", "width", "nChannels", "mode", "data"};

  private ImageLayout() {}

  static boolean isImage(DataType type) {
    if (!(type instanceof StructType struct) || struct.length() != FIELDS) {
      return false;
    }
    for (int i = 0; i < FIELDS; i++) {
      if (!struct.fieldNames()[i].equals(NAMES[i])) {
        return false;
      }
    }
    return struct.apply(DATA).dataType().equals(DataTypes.BinaryType);
  }

  /**
   * Copies an image from its pixels (height x width x channels) to its planes (channels x height x
   * width), as networks take it.
   *
   * @throws InvalidRowException if it has another number of bytes than its sizes say
   */
  public static void toPlanes(
      String label, int height, int width, int channels, byte[] pixels, byte[] planes) {
    long bytes = (long) height * width * channels;
    if (height < 1 || width < 1 || channels < 1 || bytes != pixels.length) {
      throw new InvalidRowException(
          "Invalid image of "
              + height
              + " x "
              + width
              + " pixels, "
              + channels
              + " channels and "
              + pixels.length
              + " bytes in "
              + label
              + " (must have a byte for each)");
    }
    int plane = height * width;
    for (int pixel = 0, at = 0; pixel < plane; pixel++) {
      for (int channel = 0; channel < channels; channel++) {
        planes[channel * plane + pixel] = pixels[at++];
      }
    }
  }
}
