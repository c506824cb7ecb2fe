package org.coherer.connector.cluster;

import java.util.function.Function;
import org.apache.spark.SparkConf;

/**
 * Reads settings whose names start with {@code spark.coherer.}.
 *
 * @param conf the settings of an application
 */
public record CohererSettings(SparkConf conf) {

  /** What all names start with. */
  public static final String PREFIX = "spark.coherer.";

  /**
   * Returns a setting.
   *
   * @param name its name without the prefix
   * @param otherwise its text if it is not set
   * @throws IllegalArgumentException if the parser throws one; the message names setting and value
   */
  public <T> T get(String name, String otherwise, Function<String, T> parser) {
    String text = conf.get(PREFIX + name, otherwise);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Invalid " + PREFIX + name + "=" + text + ": " + e.getMessage(), e);
    }
  }
}
