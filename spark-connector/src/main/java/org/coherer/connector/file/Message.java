package org.coherer.connector.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message of protocol buffers that is being written, field by field. A field that has its default
 * value may be skipped by the caller; nothing is skipped here.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding">the encoding</a>
 */
public final class Message {

  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH = 2;
  private static final int FOUR_BYTES = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds a whole number, an enum or a boolean as 0 or 1. */
  public Message number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** Adds a double. */
  public Message real(int field, double value) {
    tag(field, EIGHT_BYTES);
    littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
    return this;
  }

  /** Adds doubles, packed. */
  public Message reals(int field, double... values) {
    Message packed = new Message();
    for (double value : values) {
      packed.littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
    }
    return message(field, packed);
  }

  /** Adds a float. */
  public Message single(int field, float value) {
    tag(field, FOUR_BYTES);
    littleEndian(Float.floatToRawIntBits(value), Float.BYTES);
    return this;
  }

  /** Adds a text. */
  public Message text(int field, String value) {
    return content(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a message. */
  public Message message(int field, Message value) {
    return content(field, value.toBytes());
  }

  /** Adds bytes. */
  public Message content(int field, byte[] value) {
    tag(field, LENGTH);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  /** Returns what was written so far. */
  public byte[] toBytes() {
    return bytes.toByteArray();
  }

  private void tag(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    bytes.write((int) left);
  }

  private void littleEndian(long bits, int count) {
    for (int i = 0; i < count; i++) {
      bytes.write((int) (bits >>> (8 * i)));
    }
  }
}
