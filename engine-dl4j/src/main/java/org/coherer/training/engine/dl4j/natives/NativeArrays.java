package org.coherer.training.engine.dl4j.natives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.coherer.training.vector.FlatVector;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Shows ND4J's memory as flat vectors, and buffers as ND4J's arrays, without copying. */
public final class NativeArrays {

  private NativeArrays() {}

  /**
   * Returns a vector that aliases a whole array. It does not keep the array alive.
   *
   * @param array one that owns its memory, or null for an empty vector
   */
  public static FlatVector vector(INDArray array) {
    if (array == null || array.isEmpty()) {
      return FlatVector.wrap();
    }
    Pointer memory = array.data().pointer();
    List<ByteBuffer> segments = new ArrayList<>();
    for (long from = 0; from < array.length(); from += FlatVector.MAX_SEGMENT_FLOATS) {
      long to = Math.min(array.length(), from + FlatVector.MAX_SEGMENT_FLOATS);
      BytePointer bytes = new BytePointer(memory);
      segments.add(bytes.position(from * Float.BYTES).limit(to * Float.BYTES).asByteBuffer());
    }
    return FlatVector.wrap(segments.toArray(ByteBuffer[]::new));
  }

  /**
   * Returns a row-major matrix that aliases a buffer from index 0 on. It keeps the buffer alive.
   *
   * @throws IllegalArgumentException if the buffer is on the Java heap, in foreign byte order, or
   *     too short
   */
  public static INDArray matrix(FloatBuffer buffer, int rows, int width) {
    check(buffer, rows, width);
    long length = (long) rows * width;
    FloatPointer memory = new FloatPointer(buffer.slice(0, (int) length));
    return Nd4j.create(
        Nd4j.createBuffer(memory, length, DataType.FLOAT),
        new long[] {rows, width},
        new long[] {width, 1},
        0,
        'c');
  }

  /**
   * Checks that native code can use a buffer.
   *
   * @throws IllegalArgumentException if it is on the Java heap, in foreign byte order, or does not
   *     hold so many rows from index 0 on
   */
  public static void check(FloatBuffer buffer, int rows, int width) {
    if (!buffer.isDirect() || buffer.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(
          "Invalid buffer " + buffer + " (must be off the heap, in native byte order)");
    }
    if (buffer.capacity() < (long) rows * width) {
      throw new IllegalArgumentException(
          "Invalid buffer of "
              + buffer.capacity()
              + " floats (must hold "
              + rows
              + " rows of "
              + width
              + ")");
    }
  }
}
