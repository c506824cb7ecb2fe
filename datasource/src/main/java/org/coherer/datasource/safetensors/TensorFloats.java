package org.coherer.datasource.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.coherer.datasource.codec.HalfFloats;

/** Converts a tensor's bytes to floats. */
final class TensorFloats {
  private static final double TWO_POW_64 = 0x1p64;

  private TensorFloats() {}

  /** Returns whether elements can be floats: all but those of 8 bits that are floats themselves. */
  static boolean supports(TensorType type) {
    return type != TensorType.F8_E4M3 && type != TensorType.F8_E5M2;
  }

  /**
   * Returns the elements, rounded where a float does not hold them.
   *
   * @param type one that is supported
   * @param bytes of whole elements
   */
  static float[] of(TensorType type, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.length / type.bytes()];
    if (type == TensorType.F32) {
      in.asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = next(type, in);
    }
    return values;
  }

  private static float next(TensorType type, ByteBuffer in) {
    return switch (type) {
      case BOOL -> in.get() == 0 ? 0 : 1;
      case U8 -> Byte.toUnsignedInt(in.get());
      case I8 -> in.get();
      case I16 -> in.getShort();
      case U16 -> Short.toUnsignedInt(in.getShort());
      case F16 -> HalfFloats.ofHalf(in.getShort());
      case BF16 -> HalfFloats.ofBrain(in.getShort());
      case I32 -> in.getInt();
      case U32 -> Integer.toUnsignedLong(in.getInt());
      case F32 -> in.getFloat();
      case F64 -> (float) in.getDouble();
      case I64 -> in.getLong();
      case U64 -> unsigned(in.getLong());
      default -> throw new IllegalArgumentException("No floats are made of " + type);
    };
  }

  private static float unsigned(long value) {
    return value >= 0 ? value : (float) (value + TWO_POW_64);
  }
}
