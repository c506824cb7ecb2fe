package org.coherer.connector.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.preflight.Finding;
import org.coherer.connector.preflight.PortsCheck;
import org.coherer.training.plan.Timeouts;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.PortRange;
import org.coherer.training.transport.TransportOptions;
import org.coherer.training.transport.TransportOptions.Checksums;

/**
 * How the workers of an application are connected: what the settings say, beside what a stage asks
 * for.
 *
 * <p>All methods throw an {@link IllegalArgumentException} that names the setting or Param, its
 * value and what it must be.
 */
public final class NetworkSettings {

  private final CohererConf conf;
  private final SparkConf spark;

  /**
   * Creates a network settings.
   *
   * @param conf our own settings
   * @param spark Spark's settings of the application
   */
  public NetworkSettings(CohererConf conf, SparkConf spark) {
    this.conf = conf;
    this.spark = spark;
  }

  /**
   * Returns how workers are connected.
   *
   * @param transports the allowed transports: local, shm, tcp
   * @param portRange the ports on which they listen, like 40000-40100; 0 is any
   */
  public TransportOptions options(List<String> transports, String portRange) {
    PortRange ports = InvalidParamException.naming("portRange", () -> PortRange.parse(portRange));
    Duration messageTimeout = conf.messageTimeout();
    Checksums checksums = conf.checksums();
    boolean encrypted = EncryptionInTransit.askedForBy(spark).isPresent();
    return InvalidParamException.naming(
        "transports",
        () ->
            new TransportOptions(
                links(transports),
                ports,
                messageTimeout,
                checksums,
                encrypted,
                TransportOptions.DEFAULT.sharedMemory()));
  }

  private static Set<LinkKind> links(List<String> transports) {
    return transports.stream().map(LinkKind::named).collect(Collectors.toSet());
  }

  /**
   * Checks that there is a port for every worker, where all of them share one machine.
   *
   * @throws InvalidParamException if there are too few. The message names both numbers
   */
  public void checkPorts(PortRange ports, int workers) {
    boolean oneMachine = spark.get("spark.master", "").startsWith("local");
    if (oneMachine) {
      Finding.refuseErrors(new PortsCheck(ports, workers, true).findings());
    }
  }

  /** Returns the longest waits. */
  public Timeouts timeouts() {
    return conf.timeouts();
  }
}
