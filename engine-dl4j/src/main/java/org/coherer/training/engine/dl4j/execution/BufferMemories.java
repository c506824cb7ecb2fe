package org.coherer.training.engine.dl4j.execution;

import java.nio.FloatBuffer;
import org.coherer.training.engine.dl4j.natives.NativeArrays;
import org.coherer.training.network.memory.Memory;

/**
 * Shows buffers as memory for layers, and keeps the last ones: batches use a few again and again.
 */
final class BufferMemories {

  /** The buffers of as many batches as take turns, and some more. */
  private static final int KEPT = 16;

  private final FloatBuffer[] buffers = new FloatBuffer[KEPT];
  private final Memory[] memories = new Memory[KEPT];
  private int next;

  /**
   * Returns a buffer from index 0 on, aliasing it.
   *
   * @throws IllegalArgumentException if it is on the Java heap, in foreign byte order, or does not
   *     hold so many rows
   */
  @SuppressWarnings("ReferenceEquality") // the same memory is asked for, not equal numbers
  Memory of(FloatBuffer buffer, int rows, int width) {
    NativeArrays.check(buffer, rows, width);
    for (int i = 0; i < KEPT; i++) {
      if (buffers[i] == buffer) {
        return memories[i];
      }
    }
    int at = next;
    next = (next + 1) % KEPT;
    buffers[at] = buffer;
    memories[at] = Memory.of(buffer);
    return memories[at];
  }
}
