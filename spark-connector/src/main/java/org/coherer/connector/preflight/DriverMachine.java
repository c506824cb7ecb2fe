package org.coherer.connector.preflight;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkConf;

/**
 * The machine of the driver, as far as checks look at it; within a container, the container.
 *
 * @param memory in bytes
 * @param heap the largest heap of this JVM, in bytes
 * @param shared how many bytes are free in the folder for shared memory
 * @param folders Spark's local directories, as the settings name them
 * @param free how many bytes are free in them
 */
public record DriverMachine(long memory, long heap, long shared, String folders, long free) {

  /**
   * Looks at this machine.
   *
   * @param sharedMemory the folder for shared memory
   */
  public static DriverMachine here(SparkConf conf, String sharedMemory) {
    String folders = System.getenv("SPARK_LOCAL_DIRS");
    if (folders == null) {
      folders = conf.get("spark.local.dir", System.getProperty("java.io.tmpdir"));
    }
    return new DriverMachine(
        total(), Runtime.getRuntime().maxMemory(), usable(sharedMemory), folders, usable(folders));
  }

  private static long total() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  /**
   * Returns how many bytes are free in folders of this machine, each file system counted once; the
   * largest number if one cannot be asked, for then nothing is said.
   *
   * @param folders separated by commas; they need not be there yet
   */
  public static long usable(String folders) {
    Map<String, Long> stores = new HashMap<>();
    for (String folder : Arrays.stream(folders.split(",")).map(String::strip).toList()) {
      try {
        FileStore store = Files.getFileStore(existing(Path.of(folder)));
        stores.put(store.toString(), store.getUsableSpace());
      } catch (IOException | InvalidPathException e) {
        return Long.MAX_VALUE;
      }
    }
    return stores.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Spark makes the folder when it needs it. */
  private static Path existing(Path folder) {
    Path path = folder.toAbsolutePath();
    while (path.getParent() != null && !Files.exists(path)) {
      path = path.getParent();
    }
    return path;
  }
}
