package org.coherer.training.data;

import java.nio.file.Path;
import java.util.List;

/**
 * The settings of a rank's epoch cache.
 *
 * @param folders the candidate folders for files: the first that accepts one is used, and the next
 *     where that is full
 * @param memoryBytes the most memory for records: a shard that fits is mapped or held as a whole;
 *     of a larger one, a part is in memory at a time
 * @param encrypted whether files are encrypted
 */
public record CacheSettings(List<Path> folders, long memoryBytes, boolean encrypted) {

  /** Checks that the memory is positive. */
  public CacheSettings {
    folders = List.copyOf(folders);
    if (memoryBytes < 1) {
      throw new IllegalArgumentException(
          "Invalid cacheMemory " + memoryBytes + " (must be at least 1 byte)");
    }
  }
}
