package org.coherer.connector.plugin;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.coherer.connector.cluster.CohererConf;
import org.coherer.connector.cluster.ExecutorMachines;
import org.coherer.connector.plugin.ExecutorMessage.Machine;
import org.coherer.connector.plugin.ExecutorMessage.Ready;
import org.coherer.connector.plugin.ExecutorMessage.Unusable;
import org.coherer.connector.plugin.ExecutorMessage.Usage;
import org.coherer.connector.report.FitListeners.Registration;
import org.coherer.connector.report.FitObservers;
import org.coherer.connector.ui.DeepLearningTab;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the metrics of fits and the tab of Spark's UI, and receives what executors tell. */
final class DriverComponent implements DriverPlugin {

  private static final Logger LOG = LoggerFactory.getLogger(DriverComponent.class);

  private final EngineReports engines = new EngineReports();
  private ExecutorMetrics executors;
  private ExecutorMachines machines;
  private Registration observing;
  private Optional<DeepLearningTab> tab = Optional.empty();

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a setting that executors will read is wrong
   */
  @Override
  public Map<String, String> init(SparkContext spark, PluginContext context) {
    CohererConf conf = CohererConf.of(context.conf());
    conf.requiresEngine();
    if (!spark.isLocal()) { // Else the executor's component in this process does it.
      new ProcessUsage(new LocalEngine(conf.engine())).register(context.metricRegistry());
    }
    executors = new ExecutorMetrics(context.metricRegistry(), System::nanoTime);
    machines = ExecutorMachines.of(spark);
    observing = FitObservers.add(new FitMetrics(context.metricRegistry()));
    tab = tabOf(spark);
    return Map.of();
  }

  /** A vendor's Spark may have a UI of its own, which is no reason for it not to start. */
  private static Optional<DeepLearningTab> tabOf(SparkContext spark) {
    try {
      return Optional.of(DeepLearningTab.attach(spark));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Spark's UI will have no tab Deep Learning: this Spark is not as expected", e);
      return Optional.empty();
    }
  }

  @Override
  public Object receive(Object message) {
    if (message instanceof Usage usage) {
      executors.add(usage);
    } else if (message instanceof Machine machine) {
      machines.add(machine.sender().executor(), machine.machine());
    } else if (message instanceof Ready ready) {
      engines.add(ready);
    } else if (message instanceof Unusable unusable) {
      engines.add(unusable);
    } else {
      throw new IllegalArgumentException("Unknown message of a plugin: " + message);
    }
    return null;
  }

  @Override
  public void shutdown() {
    if (observing != null) {
      observing.close();
    }
    tab.ifPresent(DeepLearningTab::close);
  }
}
