package org.coherer.training.job;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.coherer.training.data.CacheSettings;

/** The executor that a task runs in. */
public final class ExecutorHere {

  private ExecutorHere() {}

  /** Returns the address at which Spark itself reaches it. */
  public static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }

  /** Returns whether it is the driver itself: then it cannot be lost alone. */
  public static boolean isDriver() {
    return SparkEnv.get().blockManager().blockManagerId().isDriver();
  }

  /** Returns a folder on one of its disks, which ends with it. */
  public static Path localFolder() {
    return SparkEnv.get().blockManager().diskBlockManager().localDirs()[0].toPath();
  }

  /**
   * Returns where the epoch cache of a worker lies: each of a machine has a disk of its own, if it
   * may.
   */
  public static CacheSettings cacheSettings(int worker, long cacheBytes) {
    List<Path> folders =
        new ArrayList<>(
            Arrays.stream(SparkEnv.get().blockManager().diskBlockManager().localDirs())
                .map(File::toPath)
                .toList());
    Collections.rotate(folders, -worker);
    boolean encrypted = SparkEnv.get().conf().getBoolean("spark.io.encryption.enabled", false);
    return new CacheSettings(folders, cacheBytes, encrypted);
  }
}
