package org.coherer.training.engine.dl4j.file;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.coherer.training.vector.FlatVector;
import org.nd4j.linalg.api.buffer.DataBuffer.AllocationMode;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.shape.options.ArrayOptionsHelper;

/**
 * The binary form that ND4J gives to a row of floats, everything big-endian: two buffers one after
 * the other, first the shape, then the values.
 *
 * <table>
 * <caption>A buffer</caption>
 * <tr><th>field</th><th>type</th></tr>
 * <tr><td>allocation mode, {@code MIXED_DATA_TYPES}</td><td>16-bit length and UTF-8</td></tr>
 * <tr><td>number of elements</td><td>64 bits</td></tr>
 * <tr><td>data type, {@code LONG} or {@code FLOAT}; when read, {@code DOUBLE} too</td><td>16-bit
 * length and UTF-8</td></tr>
 * <tr><td>elements</td><td>64 or 32 bits each</td></tr>
 * </table>
 *
 * <p>A shape is: the rank, a length for each dimension, a stride for each dimension, then flags
 * that hold the data type, the stride from element to element, and the order's letter.
 */
final class Coefficients {

  private static final String MODE = AllocationMode.MIXED_DATA_TYPES.name();
  private static final String SHAPE_TYPE = "LONG";
  private static final String VALUE_TYPE = "FLOAT";
  private static final String DOUBLE_TYPE = "DOUBLE";
  private static final int MAX_RANK = 32;
  private static final int CHUNK_FLOATS = 16 * 1024;

  private Coefficients() {}

  /** Writes a vector as a matrix of one row. */
  static void write(FlatVector vector, OutputStream out) throws IOException {
    long length = vector.length();
    DataOutputStream data = new DataOutputStream(out);
    long flags = ArrayOptionsHelper.setOptionBit(0L, DataType.FLOAT);
    long[] shape = {2, 1, length, length, 1, flags, 1, 'c'};
    header(data, shape.length, SHAPE_TYPE);
    for (long value : shape) {
      data.writeLong(value);
    }
    header(data, length, VALUE_TYPE);
    byte[] bytes = new byte[CHUNK_FLOATS * Float.BYTES];
    FloatBuffer chunk = ByteBuffer.wrap(bytes).asFloatBuffer();
    for (int i = 0; i < vector.segmentCount(); i++) {
      FloatBuffer floats = vector.segment(i).asFloatBuffer();
      for (int at = 0; at < floats.capacity(); at += CHUNK_FLOATS) {
        int count = Math.min(CHUNK_FLOATS, floats.capacity() - at);
        chunk.put(0, floats, at, count);
        data.write(bytes, 0, count * Float.BYTES);
      }
    }
    data.flush();
  }

  private static void header(DataOutputStream data, long length, String type) throws IOException {
    data.writeUTF(MODE);
    data.writeLong(length);
    data.writeUTF(type);
  }

  /**
   * Reads a vector to the end of the stream.
   *
   * @param min the least values that it may have
   * @param max the most
   * @throws EOFException if the stream ends too early
   * @throws IllegalArgumentException if it holds something else. The message says what
   */
  static FlatVector read(InputStream in, long min, long max) throws IOException {
    DataInputStream data = new DataInputStream(in);
    skipShape(data);
    Header header = header(data, VALUE_TYPE, DOUBLE_TYPE);
    long length = header.length();
    if (length < min || length > max) {
      throw new IllegalArgumentException(
          "it holds "
              + length
              + (min == max
                  ? " parameters (the network has " + max + ")"
                  : " values (must be " + min + " to " + max + " for this network)"));
    }
    FlatVector vector = FlatVector.allocate(length);
    fill(vector, data, header.type().equals(DOUBLE_TYPE));
    if (data.read() >= 0) {
      throw new IllegalArgumentException("it goes on after " + length + " parameters");
    }
    return vector;
  }

  private static void fill(FlatVector vector, DataInputStream data, boolean rounded)
      throws IOException {
    byte[] bytes = new byte[CHUNK_FLOATS * (rounded ? Double.BYTES : Float.BYTES)];
    for (int i = 0; i < vector.segmentCount(); i++) {
      FloatBuffer floats = vector.segment(i).asFloatBuffer();
      for (int at = 0; at < floats.capacity(); at += CHUNK_FLOATS) {
        int count = Math.min(CHUNK_FLOATS, floats.capacity() - at);
        data.readFully(bytes, 0, count * bytes.length / CHUNK_FLOATS);
        if (rounded) {
          round(ByteBuffer.wrap(bytes).asDoubleBuffer(), floats, at, count);
        } else {
          floats.put(at, ByteBuffer.wrap(bytes).asFloatBuffer(), 0, count);
        }
      }
    }
  }

  private static void round(DoubleBuffer from, FloatBuffer to, int at, int count) {
    for (int i = 0; i < count; i++) {
      to.put(at + i, (float) from.get(i));
    }
  }

  /** The number of values says all about the shape of a row. */
  private static void skipShape(DataInputStream data) throws IOException {
    long length = header(data, SHAPE_TYPE).length();
    if (length < 0 || length > 2 * MAX_RANK + 4) {
      throw new IllegalArgumentException("it has a shape of " + length + " numbers");
    }
    for (long i = 0; i < length; i++) {
      data.readLong();
    }
  }

  private record Header(long length, String type) {}

  private static Header header(DataInputStream data, String... wanted) throws IOException {
    String mode = data.readUTF();
    long length = data.readLong();
    String type = data.readUTF();
    if (!mode.equals(MODE) || !Arrays.asList(wanted).contains(type)) {
      throw new IllegalArgumentException(
          "it is not an array of 32-bit floats as ND4J writes it since 1.0.0-beta4");
    }
    return new Header(length, type);
  }
}
