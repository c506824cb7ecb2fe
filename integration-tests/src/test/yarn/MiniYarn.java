import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * A resource manager and two node managers in this process, for bin/test-yarn; containers are processes. Writes the
 * cluster's configuration to the folder that is its argument, and runs until its standard input ends.
 */
public final class MiniYarn {

  private static final int NODES = 2;

  private MiniYarn() {}

  /** Starts the cluster. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    MiniYARNCluster cluster = new MiniYARNCluster("coherer", NODES, 1, 1);
    cluster.init(settings());
    cluster.start();
    if (!cluster.waitForNodeManagersToConnect(60_000)) {
      throw new IllegalStateException("The node managers have not come within a minute");
    }
    write(cluster.getConfig(), folder.resolve("yarn-site.xml"));
    Configuration files = new Configuration(false);
    files.set("fs.defaultFS", "file:///");
    write(files, folder.resolve("core-site.xml"));
    System.out.println("ready");
    while (System.in.read() >= 0) {
      continue; // Until whoever has started it ends, or closes the pipe.
    }
    System.exit(0); // Threads of the cluster go on after it is stopped.
  }

  /** Nodes that are large enough for two executors and a driver, on any disk. */
  private static Configuration settings() {
    YarnConfiguration conf = new YarnConfiguration();
    conf.setInt(YarnConfiguration.NM_PMEM_MB, 8192);
    conf.setInt(YarnConfiguration.NM_VCORES, 8);
    conf.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 64);
    conf.setInt(YarnConfiguration.RM_SCHEDULER_MAXIMUM_ALLOCATION_MB, 8192);
    conf.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    conf.setBoolean("yarn.nodemanager.container-monitor.procfs-tree.smaps-based-rss.enabled", true);
    conf.setFloat(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, 100f);
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
    conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "0.8");
    return conf;
  }

  private static void write(Configuration conf, Path file) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      conf.writeXml(out);
    }
  }
}
