package org.coherer.connector.data;

import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;
import org.coherer.connector.settings.CohererSettings;

/**
 * How much memory each worker may use for its rows: {@code spark.coherer.cacheMemory}, in bytes or
 * like 512m, by default 1g.
 */
public final class CacheSize {

  private CacheSize() {}

  /**
   * Returns the bytes.
   *
   * @param bytes what is asked for; null leaves it to the settings
   * @throws IllegalArgumentException if the setting is no size of at least 1 byte. The message
   *     names it and its value
   */
  public static long of(SparkConf conf, Long bytes) {
    return bytes != null
        ? bytes
        : new CohererSettings(conf).get("cacheMemory", "1g", CacheSize::parse);
  }

  private static long parse(String text) {
    long bytes = JavaUtils.byteStringAsBytes(text);
    if (bytes < 1) {
      throw new IllegalArgumentException("must be at least 1 byte");
    }
    return bytes;
  }
}
