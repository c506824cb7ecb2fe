package org.coherer.datasource.imagefolder;

import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.coherer.datasource.image.BadImageException;
import org.coherer.datasource.image.ChannelOrder;
import org.coherer.datasource.image.Framing;
import org.coherer.datasource.image.Pixels;

/**
 * The values one after the other.
 *
 * @param order the channels
 * @param isPlanar whether they come channel by channel; else, pixel by pixel
 * @param scale the factor of values
 * @param areFloats whether they are floats; else, bytes
 */
record TensorOutput(ChannelOrder order, boolean isPlanar, float scale, boolean areFloats)
    implements ImageOutput {

  @Override
  public StructField column() {
    return new StructField(
        "features",
        areFloats ? DataTypes.createArrayType(DataTypes.FloatType, false) : DataTypes.BinaryType,
        false,
        Metadata.empty());
  }

  @Override
  public long bytes(long pixels) {
    return pixels * order.channels() * (areFloats ? Float.BYTES : 1);
  }

  @Override
  public Object value(Pixels image, Framing framing, String path) throws BadImageException {
    byte[] values = order.of(framing.apply(order.reduce(image)));
    if (isPlanar && order.channels() > 1) {
      values = planes(values, order.channels());
    }
    if (!areFloats) {
      return values;
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (values[i] & 0xFF) * scale;
    }
    return UnsafeArrayData.fromPrimitiveArray(floats);
  }

  private static byte[] planes(byte[] values, int channels) {
    byte[] planes = new byte[values.length];
    int length = values.length / channels;
    for (int channel = 0; channel < channels; channel++) {
      int to = channel * length;
      for (int at = channel; at < values.length; at += channels) {
        planes[to] = values[at];
        to++;
      }
    }
    return planes;
  }
}
