package org.coherer.connector.preflight;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Looks at what the settings of an application say, whatever it trains.
 *
 * @param conf the settings
 * @param version that of Spark
 * @param architecture that of the driver's processor
 * @param loader finds classes that settings name
 */
public record SessionChecks(SparkConf conf, String version, String architecture, ClassLoader loader)
    implements Check {

  /** Creates the checks of an application whose driver this JVM is. */
  public static SessionChecks of(SparkContext spark) {
    return new SessionChecks(
        spark.getConf(),
        JavaSparkContext.fromSparkContext(spark).version(),
        System.getProperty("os.arch"),
        Thread.currentThread().getContextClassLoader());
  }

  @Override
  public List<Finding> findings() {
    Stream<Check> checks =
        Stream.of(
            new SparkVersionCheck(version),
            new TaskCpusCheck(conf),
            new GpuCheck(conf),
            new KryoCheck(conf, loader),
            new EncryptionCheck(conf),
            new PlatformCheck(conf, architecture));
    return checks.flatMap(check -> check.findings().stream()).toList();
  }
}
