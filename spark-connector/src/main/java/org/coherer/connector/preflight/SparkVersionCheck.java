package org.coherer.connector.preflight;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that the version of Spark is one that training works on.
 *
 * @param version such as {@code 4.1.0}
 */
public record SparkVersionCheck(String version) implements Check {

  /** Of the versions that all suites run on, the major and the minor number together. */
  private static final List<Integer> TRIED = List.of(305, 401);

  private static final int OLDEST = 305;
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

  @Override
  public List<Finding> findings() {
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.matches()) {
      return List.of(untried());
    }
    int line = 100 * Integer.parseInt(numbers.group(1)) + Integer.parseInt(numbers.group(2));
    if (line < OLDEST) {
      return List.of(error("training needs Spark 3.5 or later"));
    }
    if (version.equals("4.0.0")) {
      return List.of(error("estimators that are not Spark's own fail there (SPARK-52259)"));
    }
    return TRIED.contains(line) ? List.of() : List.of(untried());
  }

  private Finding error(String why) {
    return Finding.error(
        "spark.version", "Cannot train on Spark " + version, why, "take Spark 4.1, or 3.5");
  }

  private Finding untried() {
    return Finding.warning(
        "spark.version",
        "Training has not been tried on Spark " + version,
        "it is tested on Spark 3.5 and 4.1",
        "take one of these if anything fails");
  }
}
