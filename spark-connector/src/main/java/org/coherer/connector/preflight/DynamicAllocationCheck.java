package org.coherer.connector.preflight;

import java.util.List;
import org.apache.spark.SparkConf;

/**
 * Looks for dynamic allocation: Spark refuses barrier stages with it, and a parameter server cannot
 * tell how many workers there will be. In local mode Spark takes no notice of the setting.
 *
 * @param conf the settings of the application
 * @param local whether it runs in local mode
 * @param barrier whether the workers are tasks of a barrier stage
 * @param requested the number of workers asked for; 0 for as many as there are slots
 */
public record DynamicAllocationCheck(SparkConf conf, boolean local, boolean barrier, int requested)
    implements Check {

  private static final String SETTING = "spark.dynamicAllocation.enabled";

  /** Returns whether executors come and go. */
  public boolean isOn() {
    return !local && conf.getBoolean(SETTING, false);
  }

  @Override
  public List<Finding> findings() {
    if (!isOn() || (!barrier && requested > 0)) {
      return List.of();
    }
    return List.of(
        barrier
            ? Finding.error(
                SETTING,
                "Cannot train with " + SETTING + "=true",
                "Spark refuses barrier stages with it",
                "set it to false and spark.executor.instances to the number of executors, or"
                    + " trainer to parameterServer, or to local, which has one worker")
            : Finding.error(
                "numWorkers",
                "Cannot tell the number of workers with "
                    + SETTING
                    + "=true, for slots come and go",
                "",
                "set numWorkers to how many shards the rows are to be cut into"));
  }
}
