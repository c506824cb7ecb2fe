package org.coherer.connector.preflight;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;

/**
 * Looks for GPUs that were asked for: training computes on processors alone, so they would be paid
 * for and idle.
 *
 * @param conf the settings of the application
 */
public record GpuCheck(SparkConf conf) implements Check {

  private static final List<String> SETTINGS =
      List.of("spark.executor.resource.gpu.amount", "spark.task.resource.gpu.amount");

  @Override
  public List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    for (String setting : SETTINGS) {
      if (conf.getDouble(setting, 0) > 0) {
        found.add(
            Finding.warning(
                setting,
                setting + "=" + conf.get(setting) + " asks for GPUs",
                "training computes on processors alone and refuses the CUDA backend",
                "clear it, and take machines with more cores"));
      }
    }
    return found;
  }
}
