package org.coherer.training.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Where and how a rank keeps its shard.
 *
 * @param folders where files may lie; the first that can hold one is taken
 * @param memoryBytes the most memory for records: what fits is mapped or held as a whole, of more
 *     only a part is in memory at a time
 * @param encrypted whether files are encrypted
 */
public record CacheSettings(List<Path> folders, long memoryBytes, boolean encrypted) {

  /** Checks the bound. */
  public CacheSettings {
    folders = List.copyOf(folders);
    if (memoryBytes < 1) {
      throw new IllegalArgumentException(
          "Invalid cacheMemory " + memoryBytes + " (must be at least 1 byte)");
    }
  }
}
