package org.coherer.connector.preflight;

import java.util.List;
import org.coherer.connector.memory.ByteText;

/**
 * Compares what is free in Spark's local directories with the rows that workers keep there.
 *
 * @param folders the directories, as the settings name them
 * @param free how many bytes are free there, together
 * @param needed how many bytes the workers of the machine write
 */
public record LocalFoldersCheck(String folders, long free, long needed) implements Check {

  @Override
  public List<Finding> findings() {
    if (needed <= free) {
      return List.of();
    }
    return List.of(
        Finding.warning(
            "spark.local.dir",
            "The rows of the workers take "
                + ByteText.of(needed)
                + " and "
                + folders
                + " has "
                + ByteText.of(free)
                + " free",
            "training ends when the disk is full",
            "free space there, or set spark.local.dir to a larger disk"));
  }
}
