package org.coherer.datasource.tfrecord;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a message of protocol buffers field by field, within the bytes of one record.
 *
 * <p>Every length is checked against the bytes that are there before it is used.
 */
final class WireReader {
  /** Wire type of ints. */
  static final int VARINT = 0;

  /** Wire type of doubles. */
  static final int FIXED64 = 1;

  /** Wire type of strings, messages and packed numbers. */
  static final int BYTES = 2;

  /** Wire type of floats. */
  static final int FIXED32 = 5;

  private static final int MAX_VARINT_BYTES = 10;
  private static final int PAYLOAD_BITS = 7;
  private static final int TYPE_BITS = 3;

  private final byte[] bytes;
  private final ByteBuffer numbers;
  private final int end;
  private int position;
  private int field;
  private int type;

  private WireReader(byte[] bytes, ByteBuffer numbers, int start, int end) {
    this.bytes = bytes;
    this.numbers = numbers;
    this.position = start;
    this.end = end;
  }

  static WireReader of(byte[] message) {
    ByteBuffer numbers = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    return new WireReader(message, numbers, 0, message.length);
  }

  boolean hasMore() {
    return position < end;
  }

  int remaining() {
    return end - position;
  }

  /** Goes to the next field, and returns its number. */
  int nextField() throws RecordException {
    int start = position;
    long tag = varint();
    long number = tag >>> TYPE_BITS;
    if (number <= 0 || tag >>> Integer.SIZE != 0) {
      throw new RecordException(start, "tag %d is none (must be in [8, 2^32))".formatted(tag));
    }
    field = (int) number;
    type = (int) tag & ((1 << TYPE_BITS) - 1);
    return field;
  }

  /** Returns the wire type of the current field. */
  int type() {
    return type;
  }

  /** Returns the message or the packed numbers of the current field. */
  WireReader message() throws RecordException {
    int length = length();
    position += length;
    return new WireReader(bytes, numbers, position - length, position);
  }

  /** Returns a copy of the bytes of the current field. */
  byte[] bytes() throws RecordException {
    int length = length();
    if (length == 0) {
      return Feature.NO_BYTES;
    }
    byte[] copy = new byte[length];
    System.arraycopy(bytes, position, copy, 0, length);
    position += length;
    return copy;
  }

  /** Returns the float of a field, or the next of packed ones. */
  float fixed32() throws RecordException {
    int start = position;
    skipBytes(Integer.BYTES);
    return numbers.getFloat(start);
  }

  /**
   * Reads packed floats.
   *
   * @param values where they go
   * @param from the place of the first
   * @param count how many
   */
  void fixed32s(float[] values, int from, int count) throws RecordException {
    int start = position;
    skipBytes(Math.multiplyExact(count, Float.BYTES));
    numbers
        .slice(start, position - start)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values, from, count);
  }

  /** Returns the int of a field, or the next of packed ones. */
  long varint() throws RecordException {
    long value = 0;
    int start = position;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      if (position == end) {
        throw new RecordException(position, "the message ends within a number");
      }
      byte next = bytes[position++];
      value |= (next & 0x7FL) << (PAYLOAD_BITS * i);
      if (next >= 0) {
        return value;
      }
    }
    throw new RecordException(start, "a number has more than 10 bytes");
  }

  /** Skips the value of the current field. */
  void skip() throws RecordException {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> skipBytes(Long.BYTES);
      case BYTES -> skipBytes(length());
      case FIXED32 -> skipBytes(Integer.BYTES);
      default -> throw wrongType("0, 1, 2 or 5");
    }
  }

  /** Checks the wire type of the current field. */
  void require(int wanted) throws RecordException {
    if (type != wanted) {
      throw wrongType(Integer.toString(wanted));
    }
  }

  /** Returns the error for the current field if its wire type is none of those wanted. */
  RecordException wrongType(String wanted) {
    return new RecordException(
        position, "field %d has wire type %d (must be %s)".formatted(field, type, wanted));
  }

  /** Returns the error for what was just read. */
  RecordException broken(String problem) {
    return new RecordException(position, problem);
  }

  private int length() throws RecordException {
    require(BYTES);
    int start = position;
    long length = varint();
    if (length < 0 || length > remaining()) {
      throw new RecordException(
          start,
          "field %d has %s bytes (there are %d)"
              .formatted(field, Long.toUnsignedString(length), remaining()));
    }
    return (int) length;
  }

  private void skipBytes(int count) throws RecordException {
    if (count > remaining()) {
      throw new RecordException(
          position, "%d bytes are left (must be %d)".formatted(remaining(), count));
    }
    position += count;
  }
}
