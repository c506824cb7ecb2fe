package org.coherer.connector.cluster;

import java.io.File;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.coherer.connector.preflight.DriverMachine;
import org.coherer.training.transport.TransportOptions;

/**
 * The machine of an executor, as far as checks look at it; within a container, the container.
 *
 * @param host what it is called
 * @param folders the executor's local directories
 * @param free how many bytes are free in them
 * @param sharedFolder the folder for shared memory
 * @param shared how many bytes are free in it
 */
public record ExecutorMachine(
    String host, String folders, long free, String sharedFolder, long shared)
    implements Serializable {

  private static final String SEPARATOR = ",";

  /** Looks at this machine, in an executor. */
  public static ExecutorMachine here(String host, SparkConf conf) {
    String folders = folders(System.getenv(), conf);
    String shared = TransportOptions.DEFAULT.sharedMemory();
    return new ExecutorMachine(
        host, folders, DriverMachine.usable(folders), shared, DriverMachine.usable(shared));
  }

  /** Returns the directories, as Spark finds them: YARN, workers and settings name them. */
  static String folders(Map<String, String> environment, SparkConf conf) {
    if (environment.containsKey("CONTAINER_ID") && environment.containsKey("LOCAL_DIRS")) {
      return environment.get("LOCAL_DIRS");
    }
    if (environment.containsKey("SPARK_EXECUTOR_DIRS")) {
      return environment.get("SPARK_EXECUTOR_DIRS").replace(File.pathSeparator, SEPARATOR);
    }
    String set = environment.get("SPARK_LOCAL_DIRS");
    return set != null ? set : conf.get("spark.local.dir", System.getProperty("java.io.tmpdir"));
  }
}
