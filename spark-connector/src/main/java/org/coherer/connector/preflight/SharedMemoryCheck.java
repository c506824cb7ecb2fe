package org.coherer.connector.preflight;

import java.util.List;
import org.coherer.connector.memory.ByteText;

/**
 * Compares the memory file system of a machine with what pairs of its executors share there.
 *
 * @param folder where it is, such as {@code /dev/shm}
 * @param free how many bytes are free there
 * @param executors how many executors the machine has
 */
public record SharedMemoryCheck(String folder, long free, int executors) implements Check {

  /** Two rings, counters and a header: a little more than half a megabyte. */
  private static final long PAIR = 2 * 256 * 1024 + 4096;

  @Override
  public List<Finding> findings() {
    long needed = PAIR * executors * (executors - 1) / 2;
    if (needed <= free) {
      return List.of();
    }
    return List.of(
        Finding.warning(
            "transports",
            "Shared memory of "
                + executors
                + " executors takes "
                + ByteText.of(needed)
                + " and "
                + folder
                + " has "
                + ByteText.of(free)
                + " free",
            "pairs of executors for which there is none exchange over TCP, which is slower",
            "enlarge it (docker run --shm-size), or run fewer, larger executors"));
  }
}
