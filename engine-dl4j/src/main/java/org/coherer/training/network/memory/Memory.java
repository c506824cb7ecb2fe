package org.coherer.training.network.memory;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Floats off the Java heap, for BLAS and for Java. Either allocated here, or an alias of other
 * memory, which it keeps reachable but never frees.
 */
public final class Memory implements AutoCloseable {

  /** The most floats in one memory: what one Java buffer can address. */
  public static final int MAX_FLOATS = Integer.MAX_VALUE / Float.BYTES - Memory.LINE_FLOATS;

  /** The floats of a cache line, on which allocated memory starts. */
  private static final int LINE_FLOATS = 16;

  private final FloatPointer owner;
  private final boolean owned;
  private final long address;
  private final FloatBuffer buffer;

  private Memory(FloatPointer owner, boolean owned, long address, FloatBuffer buffer) {
    this.owner = owner;
    this.owned = owned;
    this.address = address;
    this.buffer = buffer;
  }

  /**
   * Allocates memory, all zeros.
   *
   * @throws IllegalArgumentException if that is more than {@link #MAX_FLOATS}
   */
  public static Memory allocate(long floats) {
    if (floats < 0 || floats > MAX_FLOATS) {
      throw new IllegalArgumentException(
          "Cannot keep "
              + floats
              + " floats of one layer's output (must be at most "
              + MAX_FLOATS
              + "; make batches smaller)");
    }
    FloatPointer pointer = new FloatPointer(floats + LINE_FLOATS);
    long line = (long) LINE_FLOATS * Float.BYTES;
    long skipped = (line - pointer.address() % line) % line / Float.BYTES;
    FloatBuffer whole = pointer.asBuffer();
    Memory memory =
        new Memory(
            pointer,
            true,
            pointer.address() + skipped * Float.BYTES,
            whole.slice((int) skipped, (int) floats));
    memory.clear((int) floats);
    return memory;
  }

  /** Returns a buffer off the heap, in native byte order, from index 0 to its capacity. */
  public static Memory of(FloatBuffer buffer) {
    FloatBuffer whole = buffer.duplicate().clear();
    FloatPointer pointer = new FloatPointer(whole);
    return new Memory(pointer, false, pointer.address(), whole);
  }

  /** Returns the address of the float at an index. */
  long address(long index) {
    return address + index * Float.BYTES;
  }

  /** Returns the number of floats. */
  public int length() {
    return buffer.capacity();
  }

  /** Returns the floats, position 0. Callers use absolute access only. */
  public FloatBuffer buffer() {
    return buffer;
  }

  /** Copies to the start of an array. */
  public void get(int index, float[] into, int count) {
    buffer.get(index, into, 0, count);
  }

  /** Copies from the start of an array. */
  public void put(int index, float[] from, int count) {
    buffer.put(index, from, 0, count);
  }

  /** Copies from other memory. */
  public void put(int index, Memory from, int fromIndex, int count) {
    buffer.put(index, from.buffer, fromIndex, count);
  }

  /** Sets the first floats to zero. */
  public void clear(int count) {
    float[] zeros = Blocks.ZEROS;
    for (int done = 0; done < count; done += zeros.length) {
      buffer.put(done, zeros, 0, Math.min(zeros.length, count - done));
    }
  }

  @Override
  public void close() {
    if (owned) {
      owner.close();
    }
  }
}
