package org.coherer.connector.plugin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.coherer.connector.cluster.CohererConf;
import org.coherer.connector.cluster.ExecutorMachine;
import org.coherer.connector.plugin.ExecutorMessage.Machine;
import org.coherer.connector.plugin.ExecutorMessage.Sender;
import org.coherer.connector.plugin.ExecutorMessage.Unusable;
import org.coherer.connector.plugin.ExecutorMessage.Usage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the engine of an executor once, has it make a small training, after which all that a fit
 * needs is loaded, and measures the process and what is free on its machine from then on.
 *
 * <p>Check and training take a second or two, on a thread of its own, so that the executor is there
 * at once; a task that needs the engine meanwhile waits for it. Only where an engine is required
 * does the executor wait, to end if it has none.
 */
final class ExecutorComponent implements ExecutorPlugin {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorComponent.class);
  private static final long PERIOD_SECONDS = 10;

  /**
   * The id of the driver as an executor, in {@code local} mode: there it loads the engine first.
   */
  private static final String DRIVER = "driver";

  private final ScheduledExecutorService thread = newThread();
  private boolean sendingFails;

  @Override
  public void init(PluginContext context, Map<String, String> extra) {
    CohererConf conf = CohererConf.of(context.conf());
    Sender self = new Sender(context.executorID(), host());
    LocalEngine engine = new LocalEngine(conf.engine());
    ProcessUsage usage = new ProcessUsage(engine);
    usage.register(context.metricRegistry());
    if (conf.requiresEngine()) {
      require(engine.check(self), context);
    } else {
      thread.execute(() -> send(context, engine.check(self)));
    }
    if (!self.executor().equals(DRIVER)) {
      int threads = context.conf().getInt("spark.task.cpus", 1);
      thread.execute(() -> engine.warmUp(threads));
    }
    var unused =
        thread.scheduleWithFixedDelay(
            () -> {
              send(context, new Usage(self, usage.now()));
              send(context, new Machine(self, ExecutorMachine.here(self.host(), context.conf())));
            },
            0,
            PERIOD_SECONDS,
            TimeUnit.SECONDS);
  }

  /** Not that of the context: an executor that listens nowhere has none, and the call fails. */
  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a host without a name";
    }
  }

  private void require(ExecutorMessage checked, PluginContext context) {
    send(context, checked);
    if (checked instanceof Unusable unusable) {
      shutdown();
      throw new IllegalStateException(unusable.reason());
    }
  }

  /** The driver may be about to stop, or busy: that is no reason to disturb anything here. */
  private void send(PluginContext context, ExecutorMessage message) {
    try {
      context.send(message);
      sendingFails = false;
    } catch (IOException | RuntimeException e) {
      if (!sendingFails) {
        LOG.info("Cannot send metrics to the driver: {}", e.toString());
      }
      sendingFails = true;
    }
  }

  @Override
  public void shutdown() {
    thread.shutdownNow();
  }

  private static ScheduledExecutorService newThread() {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread created = new Thread(task, "coherer-plugin");
          created.setDaemon(true);
          return created;
        });
  }
}
