package org.coherer.connector.column;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.coherer.training.engine.ImageShape;

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
   * Copies an image from its pixels (height x width x channels) into a row.
   *
   * @param planes whether the row has it channel by channel (channels x height x width), rather
   *     than as it comes
   * @throws InvalidRowException if it has another number of bytes than its sizes say
   */
  public static void copy(
      String label, ImageShape found, byte[] pixels, boolean planes, byte[] into) {
    check(label, found, pixels.length);
    int plane = found.height() * found.width();
    if (!planes) {
      System.arraycopy(pixels, 0, into, 0, pixels.length);
      return;
    }
    for (int pixel = 0, at = 0; pixel < plane; pixel++) {
      for (int channel = 0; channel < found.channels(); channel++) {
        into[channel * plane + pixel] = pixels[at++];
      }
    }
  }

  /** Requires a byte for each value. */
  static void check(String label, ImageShape found, int length) {
    long bytes = (long) found.height() * found.width() * found.channels();
    if (found.height() < 1 || found.width() < 1 || found.channels() < 1 || bytes != length) {
      throw new InvalidRowException(
          "Invalid image of "
              + found.height()
              + " x "
              + found.width()
              + " pixels, "
              + found.channels()
              + " channels and "
              + length
              + " bytes in "
              + label
              + " (must have a byte for each)");
    }
  }
}
