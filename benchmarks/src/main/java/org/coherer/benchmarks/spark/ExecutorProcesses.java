package org.coherer.benchmarks.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.process.JavaCommand;
import scala.util.Properties;

/**
 * Spark sessions whose executors are processes of their own, with one slot each. Executors have the
 * class path of the driver, so that no Spark has to be installed.
 *
 * @param count the number of executors
 * @param megabytes the heap of each
 */
public record ExecutorProcesses(int count, int megabytes) {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String DRIVER_MEMORY = "1g";

  /**
   * Returns the command line of a driver.
   *
   * @param main the driver's class, which opens a {@link #session}
   * @param home a folder for an empty Spark home: executors are started in it, and log there
   */
  public List<String> driver(Class<?> main, Path home) {
    try {
      Files.createDirectories(home.resolve("jars"));
    } catch (IOException e) {
      throw new BenchmarkException("Cannot create a Spark home in " + home, e);
    }
    List<String> command = new ArrayList<>(List.of("env"));
    command.add("SPARK_HOME=" + home);
    command.add("SPARK_CONF_DIR=" + home.resolve("conf"));
    command.add("SPARK_LOCAL_IP=" + LOOPBACK);
    command.add("SPARK_SCALA_VERSION=" + Properties.versionNumberString());
    command.addAll(JavaCommand.ofSpark(main, DRIVER_MEMORY, DRIVER_MEMORY));
    return command;
  }

  /**
   * Opens the session of such a driver.
   *
   * @param options further options of the executors' JVMs
   */
  public SparkSession session(String name, Path localFolder, String... options) {
    return session(name, localFolder, Map.of(), options);
  }

  /**
   * Opens the session of such a driver.
   *
   * @param settings further settings of Spark's
   * @param options further options of the executors' JVMs
   */
  public SparkSession session(
      String name, Path localFolder, Map<String, String> settings, String... options) {
    List<String> all = new ArrayList<>(List.of(JavaCommand.LOGGING));
    all.addAll(List.of(options));
    String master = "local-cluster[" + count + ",1," + megabytes + "]";
    SparkSession.Builder builder = LocalSession.builder(master, name, localFolder);
    settings.forEach(builder::config);
    return builder
        .config("spark.executor.memory", megabytes + "m")
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .config("spark.executor.extraJavaOptions", String.join(" ", all))
        .getOrCreate();
  }
}
