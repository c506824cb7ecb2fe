package org.coherer.training.checkpoint.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Collects fields as bytes: numbers little-endian, texts in UTF-8 behind a length of 32 bits. */
final class FieldWriter {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  FieldWriter integer(int value) {
    return append(Integer.BYTES, value);
  }

  FieldWriter number(long value) {
    return append(Long.BYTES, value);
  }

  FieldWriter flag(boolean value) {
    bytes.write(value ? 1 : 0);
    return this;
  }

  FieldWriter bytes(byte[] value) {
    integer(value.length);
    bytes.writeBytes(value);
    return this;
  }

  FieldWriter text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  FieldWriter id(CheckpointId id) {
    return integer(id.position().epochs())
        .number(id.position().steps())
        .number(id.run())
        .integer(id.attempt());
  }

  FieldWriter ranges(List<VectorRange> ranges) {
    integer(ranges.size());
    for (VectorRange range : ranges) {
      text(range.vector()).number(range.chunk().offset()).number(range.chunk().length());
    }
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private FieldWriter append(int length, long value) {
    for (int i = 0; i < length; i++) {
      bytes.write((byte) (value >> (i * Byte.SIZE)));
    }
    return this;
  }
}
