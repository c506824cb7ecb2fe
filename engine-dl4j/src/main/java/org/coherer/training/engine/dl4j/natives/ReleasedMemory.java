package org.coherer.training.engine.dl4j.natives;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Sees to it that memory which replicas have released is really freed.
 *
 * <p>ND4J frees an array on the CPU when the garbage collector finds it, closed or not. The
 * collector sees small objects only, and may not look for hours while one fit after the other
 * leaves its network behind. So it is asked to, each time that enough has come together, as the JDK
 * does for its own direct buffers.
 */
public final class ReleasedMemory {

  private static final long ENOUGH_BYTES = 256L << 20;

  private static final AtomicLong waitingBytes = new AtomicLong();

  private ReleasedMemory() {}

  /** Counts memory to which no reference is left. */
  public static void add(long bytes) {
    if (waitingBytes.addAndGet(bytes) >= ENOUGH_BYTES) {
      waitingBytes.set(0);
      System.gc();
    }
  }
}
