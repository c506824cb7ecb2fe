package org.coherer.connector.preflight;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * Looks for executors on processors of another kind than the driver's, where the settings say so:
 * native libraries are for one kind, and two kinds do not give the same bits.
 *
 * @param conf the settings of the application
 * @param architecture that of the driver, such as {@code amd64}
 */
public record PlatformCheck(SparkConf conf, String architecture) implements Check {

  /** How Kubernetes is told which machines executors may have; the first one that is set holds. */
  private static final List<String> SELECTORS =
      List.of(
          "spark.kubernetes.executor.node.selector.kubernetes.io/arch",
          "spark.kubernetes.node.selector.kubernetes.io/arch");

  @Override
  public List<Finding> findings() {
    Stream<String> set = SELECTORS.stream().filter(conf::contains);
    return set
        .findFirst()
        .filter(setting -> !kind(conf.get(setting)).equals(kind(architecture)))
        .map(this::other)
        .stream()
        .toList();
  }

  private Finding other(String setting) {
    return Finding.warning(
        setting,
        "Executors run on "
            + kind(conf.get(setting))
            + " by "
            + setting
            + ", and the driver on "
            + kind(architecture),
        "each needs native libraries of its own kind, and the two round differently",
        "put coherer-natives of both kinds on the class path, or run all on one kind");
  }

  private static String kind(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x86-64" -> "x86-64";
      case "arm64", "aarch64" -> "arm64";
      default -> name.strip();
    };
  }
}
