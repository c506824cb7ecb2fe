package org.coherer.training.vector;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A serializable copy of a vector: plain bytes, in pieces small enough for any serializer, however
 * long the vector.
 */
public final class PackedVector implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int FLOATS_PER_PIECE = 1 << 22;

  private final List<byte[]> pieces = new ArrayList<>();
  private final long length;

  /** Packs a copy of a vector. */
  public PackedVector(FlatVector vector) {
    length = vector.length();
    for (long offset = 0; offset < length; offset += FLOATS_PER_PIECE) {
      int count = (int) Math.min(FLOATS_PER_PIECE, length - offset);
      ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(vector.slice(offset, count).toArray());
      pieces.add(bytes.array());
    }
  }

  /** Returns the number of floats. */
  public long length() {
    return length;
  }

  /** Returns a copy off the heap. */
  public FlatVector unpack() {
    FlatVector vector = FlatVector.allocate(length);
    unpackInto(vector);
    return vector;
  }

  /**
   * Writes the values into a vector of the same length.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public void unpackInto(FlatVector vector) {
    if (vector.length() != length) {
      throw new IllegalArgumentException(
          "Cannot copy " + length + " values into a vector of " + vector.length());
    }
    long offset = 0;
    for (byte[] piece : pieces) {
      float[] values = new float[piece.length / Float.BYTES];
      ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      vector.slice(offset, values.length).copyFrom(FlatVector.of(values));
      offset += values.length;
    }
  }
}
