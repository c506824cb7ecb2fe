package org.coherer.testkit.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code spark-submit} is to run, and where.
 *
 * @param master the cluster, such as {@link #localCluster} or a standalone master's address
 * @param mainClass a class with a {@code main} method, in the Spark home or on {@code classPath}
 * @param classPath directories and jars beyond those of the Spark home, for driver and executors
 * @param settings Spark settings
 * @param arguments what {@code main} receives
 */
public record SparkApplication(
    String master,
    String mainClass,
    List<Path> classPath,
    Map<String, String> settings,
    List<String> arguments) {

  /** Copies the collections. */
  public SparkApplication {
    classPath = List.copyOf(classPath);
    settings = Map.copyOf(settings);
    arguments = List.copyOf(arguments);
  }

  /** Returns the master that starts executors of one core each, as processes of their own. */
  public static String localCluster(int executors, int memoryMb) {
    return "local-cluster[" + executors + ",1," + memoryMb + "]";
  }
}
