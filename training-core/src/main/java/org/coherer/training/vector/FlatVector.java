package org.coherer.training.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A vector of 32-bit floats, stored in one or more segments of memory in native byte order.
 *
 * <p>Parameters, gradients and optimizer state are flat vectors, so collectives and files need not
 * know the network. A vector may alias memory that an engine owns; slices and concatenations alias
 * their sources. The length may exceed 2^31; a single segment holds at most {@link
 * #MAX_SEGMENT_FLOATS} floats.
 *
 * <p>Not thread-safe: one thread writes at a time.
 */
public final class FlatVector {

  /**
   * The most floats that one segment holds (1 GiB), well within the 2 GiB that one {@link
   * ByteBuffer} can address.
   */
  public static final int MAX_SEGMENT_FLOATS = 1 << 28;

  private final ByteBuffer[] segments;
  private final FloatBuffer[] floats;
  private final long[] starts;

  private FlatVector(List<ByteBuffer> parts) {
    segments = new ByteBuffer[parts.size()];
    floats = new FloatBuffer[parts.size()];
    starts = new long[parts.size() + 1];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = parts.get(i).slice().order(ByteOrder.nativeOrder());
      floats[i] = segments[i].asFloatBuffer();
      starts[i + 1] = starts[i] + floats[i].capacity();
    }
  }

  /** Returns a new vector of zeros off the Java heap. */
  public static FlatVector allocate(long length) {
    if (length < 0) {
      throw new IllegalArgumentException(
          "Invalid vector length " + length + " (must not be negative)");
    }
    List<ByteBuffer> parts = new ArrayList<>();
    for (long rest = length; rest > 0; rest -= MAX_SEGMENT_FLOATS) {
      parts.add(ByteBuffer.allocateDirect((int) Math.min(rest, MAX_SEGMENT_FLOATS) * Float.BYTES));
    }
    return new FlatVector(parts);
  }

  /** Returns a new vector with a copy of these values. */
  public static FlatVector of(float... values) {
    FlatVector vector = allocate(values.length);
    for (int i = 0; i < vector.floats.length; i++) {
      vector.floats[i].put(0, values, (int) vector.starts[i], vector.floats[i].capacity());
    }
    return vector;
  }

  /**
   * Returns a vector that aliases the remaining bytes of each buffer, one after the other.
   *
   * @throws IllegalArgumentException if a buffer's remaining bytes are not a whole number of floats
   */
  public static FlatVector wrap(ByteBuffer... buffers) {
    List<ByteBuffer> parts = new ArrayList<>();
    for (ByteBuffer buffer : buffers) {
      if (buffer.remaining() % Float.BYTES != 0) {
        throw new IllegalArgumentException(
            "Cannot wrap " + buffer.remaining() + " bytes as floats (must be a multiple of 4)");
      }
      if (buffer.hasRemaining()) {
        parts.add(buffer);
      }
    }
    return new FlatVector(parts);
  }

  /** Returns a vector that aliases these vectors, one after the other. */
  public static FlatVector concat(FlatVector... vectors) {
    List<ByteBuffer> parts = new ArrayList<>();
    for (FlatVector vector : vectors) {
      parts.addAll(Arrays.asList(vector.segments));
    }
    return new FlatVector(parts);
  }

  /** Returns the number of floats. */
  public long length() {
    return starts[segments.length];
  }

  /** Returns the number of segments; zero for an empty vector. */
  public int segmentCount() {
    return segments.length;
  }

  /**
   * Returns a new view of one segment's bytes, position 0, in native byte order. Writes through it
   * change the vector.
   */
  public ByteBuffer segment(int index) {
    return segments[index].duplicate().order(ByteOrder.nativeOrder());
  }

  /** Returns the vector that aliases {@code length} floats from {@code offset} on. */
  public FlatVector slice(long offset, long length) {
    if (offset < 0 || length < 0 || offset > length() - length) {
      throw new IndexOutOfBoundsException(
          "Slice of " + length + " floats at " + offset + " of a vector of " + length());
    }
    List<ByteBuffer> parts = new ArrayList<>();
    long end = offset + length;
    for (int i = 0; i < segments.length; i++) {
      long from = Math.max(offset, starts[i]);
      long to = Math.min(end, starts[i + 1]);
      if (from < to) {
        parts.add(
            segments[i].slice(
                (int) (from - starts[i]) * Float.BYTES, (int) (to - from) * Float.BYTES));
      }
    }
    return new FlatVector(parts);
  }

  /** Returns one value. For tests and scalars, not for loops over large vectors. */
  public float get(long index) {
    int segment = segmentOf(index);
    return floats[segment].get((int) (index - starts[segment]));
  }

  /** Sets one value. For tests and scalars, not for loops over large vectors. */
  public void set(long index, float value) {
    int segment = segmentOf(index);
    floats[segment].put((int) (index - starts[segment]), value);
  }

  /** Returns the raw bits of one value, which need not encode a number. */
  public int getBits(long index) {
    int segment = segmentOf(index);
    return segments[segment].getInt((int) (index - starts[segment]) * Float.BYTES);
  }

  /** Sets the raw bits of one value: transports and files preserve any bits. */
  public void setBits(long index, int bits) {
    int segment = segmentOf(index);
    segments[segment].putInt((int) (index - starts[segment]) * Float.BYTES, bits);
  }

  /** Copies the {@code count} values from an index on to the start of an array. */
  public void get(long index, float[] into, int count) {
    for (int done = 0; done < count; ) {
      int segment = segmentOf(index + done);
      int at = (int) (index + done - starts[segment]);
      int run = Math.min(count - done, floats[segment].capacity() - at);
      floats[segment].get(at, into, done, run);
      done += run;
    }
  }

  /** Copies the first {@code count} values of an array to those from an index on. */
  public void put(long index, float[] from, int count) {
    for (int done = 0; done < count; ) {
      int segment = segmentOf(index + done);
      int at = (int) (index + done - starts[segment]);
      int run = Math.min(count - done, floats[segment].capacity() - at);
      floats[segment].put(at, from, done, run);
      done += run;
    }
  }

  /** Sets every element to one value. */
  public void fill(float value) {
    for (FloatBuffer part : floats) {
      for (int i = 0; i < part.capacity(); i++) {
        part.put(i, value);
      }
    }
  }

  /** Multiplies every element by a factor. */
  public void scale(float factor) {
    for (FloatBuffer part : floats) {
      Kernels.scale(part, factor);
    }
  }

  /**
   * Replaces subnormal elements (below 1.2e-38) by zero. Arithmetic on subnormal numbers is a
   * hundred times slower.
   */
  public void clearSubnormals() {
    for (ByteBuffer segment : segments) {
      Kernels.clearSubnormals(segment.asIntBuffer());
    }
  }

  /** Adds another vector of the same length, element by element. */
  public void add(FlatVector other) {
    forEachCommonRun(other, Kernels::add);
  }

  /** Sets this vector and another one of the same length both to their sum. */
  public void addBoth(FlatVector other) {
    forEachCommonRun(other, Kernels::addBoth);
  }

  /**
   * Adds floats, given as bytes in native order, to the elements from {@code offset} on.
   *
   * @param terms a whole number of floats between position and limit; the position does not move
   */
  public void add(long offset, ByteBuffer terms) {
    if (terms.remaining() % Float.BYTES != 0
        || offset > length() - terms.remaining() / Float.BYTES) {
      throw new IndexOutOfBoundsException(
          "Cannot add "
              + terms.remaining()
              + " bytes at "
              + offset
              + " to a vector of "
              + length());
    }
    FloatBuffer source = terms.slice().order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (int from = 0; from < source.capacity(); ) {
      int segment = segmentOf(offset + from);
      int at = (int) (offset + from - starts[segment]);
      int count = Math.min(source.capacity() - from, floats[segment].capacity() - at);
      Kernels.add(floats[segment], at, source, from, count);
      from += count;
    }
  }

  /** Copies the values of another vector of the same length. */
  public void copyFrom(FlatVector other) {
    forEachCommonRun(other, (mine, at, theirs, from, count) -> mine.put(at, theirs, from, count));
  }

  /**
   * Returns a copy on the Java heap.
   *
   * @throws IllegalStateException if the vector is longer than an array can be
   */
  public float[] toArray() {
    if (length() > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException(
          "Cannot copy a vector of " + length() + " floats into one array");
    }
    float[] copy = new float[(int) length()];
    for (int i = 0; i < floats.length; i++) {
      floats[i].get(0, copy, (int) starts[i], floats[i].capacity());
    }
    return copy;
  }

  @Override
  public String toString() {
    return "FlatVector[" + length() + " floats in " + segments.length + " segments]";
  }

  private int segmentOf(long index) {
    if (index < 0 || index >= length()) {
      throw new IndexOutOfBoundsException("Index " + index + " of a vector of " + length());
    }
    int found = Arrays.binarySearch(starts, index);
    return found >= 0 ? found : -found - 2;
  }

  /** A loop over consecutive elements within one segment of both vectors. */
  private interface RunLoop {
    void apply(FloatBuffer mine, int at, FloatBuffer theirs, int from, int count);
  }

  private void forEachCommonRun(FlatVector other, RunLoop loop) {
    if (other.length() != length()) {
      throw new IllegalArgumentException(
          "Cannot combine vectors of " + length() + " and " + other.length() + " floats");
    }
    int mine = 0;
    int theirs = 0;
    for (long at = 0; at < length(); ) {
      long end = Math.min(starts[mine + 1], other.starts[theirs + 1]);
      loop.apply(
          floats[mine],
          (int) (at - starts[mine]),
          other.floats[theirs],
          (int) (at - other.starts[theirs]),
          (int) (end - at));
      at = end;
      mine += at == starts[mine + 1] ? 1 : 0;
      theirs += at == other.starts[theirs + 1] ? 1 : 0;
    }
  }
}
