package org.coherer.training.checkpoint.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Floats in files are little-endian, on machines of either kind. */
final class LittleEndian {

  private LittleEndian() {}

  /** Returns whether memory of this order has to be copied. */
  static boolean differs(ByteOrder order) {
    return order != ByteOrder.LITTLE_ENDIAN;
  }

  /** Copies all remaining 32-bit values, each with its bytes in the other order. */
  static void swap(ByteBuffer from, ByteBuffer into) {
    ByteBuffer source = from.slice().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer target = into.slice().order(ByteOrder.BIG_ENDIAN);
    target.asIntBuffer().put(source.asIntBuffer());
  }
}
