package org.coherer.connector.preflight;

import java.util.List;
import org.apache.spark.SparkConf;

/**
 * Compares the cores of a worker with those of an executor.
 *
 * @param conf the settings of the application
 */
public record TaskCpusCheck(SparkConf conf) implements Check {

  private static final String CPUS = "spark.task.cpus";
  private static final String CORES = "spark.executor.cores";

  @Override
  public List<Finding> findings() {
    int cpus = conf.getInt(CPUS, 1);
    int cores = conf.getInt(CORES, 0);
    if (cores == 0 || conf.get("spark.master", "").startsWith("local")) {
      return List.of();
    }
    if (cpus > cores) {
      return List.of(
          Finding.error(
              CPUS,
              "Cannot train with " + CPUS + "=" + cpus + " and " + CORES + "=" + cores,
              "no executor has a slot for a worker",
              "lower " + CPUS + ", or raise " + CORES));
    }
    int idle = cores % cpus;
    return idle == 0 ? List.of() : List.of(idle(cpus, cores, idle));
  }

  private static Finding idle(int cpus, int cores, int idle) {
    return Finding.warning(
        CPUS,
        CPUS + "=" + cpus + " does not divide " + CORES + "=" + cores,
        idle + " cores of each executor compute nothing",
        "set " + CPUS + " to a divisor of " + cores);
  }
}
