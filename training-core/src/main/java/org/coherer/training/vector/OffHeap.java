package org.coherer.training.vector;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;

/** Frees memory off the Java heap at once, without waiting for the garbage collector. */
public final class OffHeap {

  private static final Object UNSAFE;
  private static final Method INVOKE_CLEANER;

  static {
    // Java 17 has no other way; the class is in every JDK's module jdk.unsupported.
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field instance = type.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      UNSAFE = instance.get(null);
      INVOKE_CLEANER = type.getMethod("invokeCleaner", ByteBuffer.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This Java runtime cannot free direct memory", e);
    }
  }

  private OffHeap() {}

  /**
   * Frees a direct buffer, or unmaps a mapped one. Any later use of it, or of a view of it, by any
   * thread may crash the process.
   *
   * @param buffer the buffer as it was allocated or mapped: no slice and no duplicate
   */
  public static void free(ByteBuffer buffer) {
    try {
      INVOKE_CLEANER.invoke(UNSAFE, buffer);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("Cannot free " + buffer, e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Cannot free " + buffer, e);
    }
  }
}
