package org.coherer.connector.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.coherer.training.plan.Timeouts;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.PortRange;
import org.coherer.training.transport.TransportOptions;
import org.coherer.training.transport.TransportOptions.Checksums;

/**
 * How the workers of an application are connected: what its Spark settings say, beside what a stage
 * asks for.
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><th>setting</th><th>default</th><th>meaning</th></tr>
 * <tr><td>spark.coherer.checksums</td><td>between_machines</td><td>which payloads carry one: off,
 * between_machines, always</td></tr>
 * <tr><td>spark.coherer.peerTimeout</td><td>60s</td><td>how long a worker may show no sign of life</td></tr>
 * <tr><td>spark.coherer.messageTimeout</td><td>10min</td><td>how long a live worker may hold the others up</td></tr>
 * </table>
 *
 * <p>All methods throw an {@link IllegalArgumentException} that names the setting, its value and
 * what it must be.
 */
public final class NetworkSettings {

  private final SparkConf conf;
  private final CohererSettings settings;

  /** Reads the settings of an application. */
  public NetworkSettings(SparkConf conf) {
    this.conf = conf;
    this.settings = new CohererSettings(conf);
  }

  /**
   * Returns how workers are connected.
   *
   * @param transports the allowed transports: local, shm, tcp
   * @param portRange the ports on which they listen, like 40000-40100; 0 is any
   */
  public TransportOptions options(List<String> transports, String portRange) {
    TransportOptions defaults = TransportOptions.DEFAULT;
    return new TransportOptions(
        transports.stream().map(LinkKind::named).collect(Collectors.toSet()),
        PortRange.parse(portRange),
        seconds("messageTimeout", defaults.messageTimeout()),
        settings.get("checksums", defaults.checksums().name(), NetworkSettings::checksums),
        EncryptionInTransit.askedForBy(conf).isPresent(),
        defaults.sharedMemory());
  }

  /** Returns the longest waits. */
  public Timeouts timeouts() {
    Timeouts defaults = Timeouts.DEFAULT;
    return new Timeouts(
        defaults.rendezvous(), defaults.connect(), seconds("peerTimeout", defaults.peer()));
  }

  private static Checksums checksums(String name) {
    for (Checksums value : Checksums.values()) {
      if (value.name().equalsIgnoreCase(name)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "Unknown checksums '"
            + name.toLowerCase(Locale.ROOT)
            + "' (must be one of off, between_machines, always)");
  }

  private Duration seconds(String name, Duration otherwise) {
    Duration value =
        settings.get(
            name,
            otherwise.toSeconds() + "s",
            text -> Duration.ofSeconds(conf.getTimeAsSeconds(CohererSettings.PREFIX + name, text)));
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "Invalid "
              + CohererSettings.PREFIX
              + name
              + " "
              + value.toSeconds()
              + " s (must be at least 1 s)");
    }
    return value;
  }
}
