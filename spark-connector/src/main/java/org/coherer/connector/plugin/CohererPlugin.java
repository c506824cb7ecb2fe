package org.coherer.connector.plugin;

import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Shows what trains, and with what. Optional; switched on by
 *
 * <pre>{@code spark.plugins=org.coherer.connector.plugin.CohererPlugin}</pre>
 *
 * <p>As it starts, every executor loads the engine's native libraries and logs what they are; the
 * driver logs where executors differ. Metrics of fits and of the executors' memory are in Spark's
 * metrics system, for any sink, under names that begin with {@code plugin.} and the name of this
 * class; docs/monitoring.md lists them.
 */
public final class CohererPlugin implements SparkPlugin {

  /** Called by Spark, by reflection. */
  public CohererPlugin() {}

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverComponent();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorComponent();
  }
}
