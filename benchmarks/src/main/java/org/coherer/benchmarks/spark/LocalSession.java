package org.coherer.benchmarks.spark;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Opens Spark sessions that run within one process. */
public final class LocalSession {

  private static final String LOOPBACK = "127.0.0.1";

  private LocalSession() {}

  /**
   * Opens a session whose tasks are threads of this process.
   *
   * @param slots the number of tasks at a time
   * @param localFolder the folder for Spark's files
   */
  public static SparkSession open(String name, int slots, Path localFolder) {
    return open(name, slots, localFolder, Map.of());
  }

  /**
   * Opens such a session with settings of its own, which replace those that sessions have in
   * common.
   */
  public static SparkSession open(
      String name, int slots, Path localFolder, Map<String, String> settings) {
    SparkSession.Builder builder = builder("local[" + slots + "]", name, localFolder);
    settings.forEach(builder::config);
    return builder.getOrCreate();
  }

  /** Returns what all sessions of benchmarks have in common: no UI, nothing outside the machine. */
  static SparkSession.Builder builder(String master, String name, Path localFolder) {
    return SparkSession.builder()
        .master(master)
        .appName(name)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", LOOPBACK)
        .config("spark.driver.bindAddress", LOOPBACK)
        .config("spark.local.dir", localFolder.toString());
  }
}
