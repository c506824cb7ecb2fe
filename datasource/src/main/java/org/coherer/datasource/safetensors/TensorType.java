package org.coherer.datasource.safetensors;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The type of a tensor's elements, by its name in the header.
 *
 * <p>In the order of the reference implementation, which writes the tensors of the last type first,
 * so that each lies at a multiple of its elements' size.
 */
enum TensorType {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E5M2(1),
  F8_E4M3(1),
  I16(2),
  U16(2),
  F16(2),
  BF16(2),
  I32(4),
  U32(4),
  F32(4),
  F64(8),
  I64(8),
  U64(8);

  /** All names, for messages. */
  static final String NAMES =
      Arrays.stream(values()).map(TensorType::name).collect(Collectors.joining(", "));

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the bytes of an element. */
  int bytes() {
    return bytes;
  }

  static Optional<TensorType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
