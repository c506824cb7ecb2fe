package org.coherer.connector.preflight;

import java.util.List;
import org.apache.spark.SparkConf;

/**
 * Looks for speculation, by which Spark would run a task a second time beside the first. It leaves
 * barrier stages alone.
 *
 * @param conf the settings of the application
 * @param servers whether there are parameter servers and their workers, rather than a single task,
 *     which Spark only runs twice where a threshold is set
 */
public record SpeculationCheck(SparkConf conf, boolean servers) implements Check {

  private static final String SETTING = "spark.speculation";
  private static final String THRESHOLD = "spark.speculation.task.duration.threshold";

  @Override
  public List<Finding> findings() {
    boolean on = conf.getBoolean(SETTING, false);
    if (on && servers) {
      return List.of(
          Finding.error(
              SETTING,
              "Cannot train with a parameter server and spark.speculation=true",
              "Spark would run servers and workers twice",
              "set it to false"));
    }
    if (on && conf.contains(THRESHOLD)) {
      return List.of(
          Finding.error(
              SETTING,
              "Cannot train in a single task with spark.speculation=true and "
                  + THRESHOLD
                  + "="
                  + conf.get(THRESHOLD),
              "Spark would train a second time beside it",
              "set spark.speculation to false, or clear the threshold"));
    }
    return List.of();
  }
}
