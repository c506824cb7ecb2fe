package org.coherer.training.checkpoint.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads what {@link FieldWriter} wrote. Throws {@link IllegalArgumentException} or {@link
 * java.nio.BufferUnderflowException} if that cannot be.
 */
final class FieldReader {

  private final ByteBuffer buffer;

  FieldReader(byte[] bytes) {
    buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int integer() {
    return buffer.getInt();
  }

  long number() {
    return buffer.getLong();
  }

  boolean flag() {
    byte value = buffer.get();
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException("a flag is " + value + " (must be 0 or 1)");
    }
    return value == 1;
  }

  byte[] bytes() {
    byte[] value = new byte[count()];
    buffer.get(value);
    return value;
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  CheckpointId id() {
    return new CheckpointId(new CheckpointPosition(integer(), number()), number(), integer());
  }

  List<VectorRange> ranges() {
    return list(() -> VectorRange.of(text(), number(), number()));
  }

  /** Reads a number of elements and as many of them. */
  <T> List<T> list(Supplier<T> element) {
    int count = count();
    List<T> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(element.get());
    }
    return all;
  }

  /** Fails unless all was read. */
  void end() {
    if (buffer.hasRemaining()) {
      throw new IllegalArgumentException(
          buffer.remaining() + " bytes follow the last field (must be none)");
    }
  }

  /** Takes no memory for more than there is. */
  private int count() {
    int count = integer();
    if (count < 0 || count > buffer.remaining()) {
      throw new IllegalArgumentException(
          "a count is " + count + " where " + buffer.remaining() + " bytes follow");
    }
    return count;
  }
}
