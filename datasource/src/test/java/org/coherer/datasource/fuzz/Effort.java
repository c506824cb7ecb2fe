package org.coherer.datasource.fuzz;

import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Measures what this thread takes for an input, of memory and of time. */
final class Effort {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MOST_NANOS = 2_000_000_000L;

  private final long mostBytes;
  private final long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
  private final long nanosBefore = THREADS.getCurrentThreadCpuTime();

  /**
   * Starts.
   *
   * @param mostBytes what may be allocated in all, whether it is kept or not
   */
  Effort(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Returns what was too much of what was taken since the start, in words; nothing if nothing was.
   */
  Optional<String> excess() {
    long nanos = THREADS.getCurrentThreadCpuTime() - nanosBefore;
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
    if (nanos > MOST_NANOS) {
      return Optional.of(
          "The input took %d ns of a processor (must be at most %d)".formatted(nanos, MOST_NANOS));
    }
    if (bytes > mostBytes) {
      return Optional.of(
          "The input took %d bytes of memory (must be at most %d)".formatted(bytes, mostBytes));
    }
    return Optional.empty();
  }
}
