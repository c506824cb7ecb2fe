package org.coherer.datasource.tfrecord;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a message of protocol buffers field by field. */
final class WireWriter {
  private static final int PAYLOAD_BITS = 7;
  private static final int CONTINUES = 0x80;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Writes a field of bytes: a string, a message, or packed numbers. */
  WireWriter bytes(int field, byte[] value) {
    varint((long) field << 3 | WireReader.BYTES);
    varint(value.length);
    out.write(value, 0, value.length);
    return this;
  }

  WireWriter message(int field, WireWriter message) {
    return bytes(field, message.toByteArray());
  }

  /** Writes a field of packed floats; no field for no values. */
  WireWriter floats(int field, float[] values) {
    if (values.length == 0) {
      return this;
    }
    ByteBuffer packed =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    packed.asFloatBuffer().put(values);
    return bytes(field, packed.array());
  }

  /** Writes a field of packed ints; no field for no values. */
  WireWriter longs(int field, long[] values) {
    if (values.length == 0) {
      return this;
    }
    WireWriter packed = new WireWriter();
    for (long value : values) {
      packed.varint(value);
    }
    return message(field, packed);
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & -CONTINUES) != 0) {
      out.write((int) (rest & (CONTINUES - 1)) | CONTINUES);
      rest >>>= PAYLOAD_BITS;
    }
    out.write((int) rest);
  }
}
