package org.coherer.connector.cluster;

import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Whether Spark encrypts what its processes send each other: then so do workers, each connection
 * with keys of its own.
 *
 * <p>The keys come from the run's secret, which Spark hands to the tasks over those same encrypted
 * channels. So Spark's own key stores and ciphers protect the secret; ours is always AES-256-GCM,
 * whatever {@code spark.network.crypto.cipher} or {@code spark.ssl.rpc.enabledAlgorithms} say.
 */
public final class EncryptionInTransit {

  private static final List<String> SETTINGS =
      List.of(
          "spark.network.crypto.enabled",
          "spark.authenticate.enableSaslEncryption",
          "spark.ssl.rpc.enabled");

  private EncryptionInTransit() {}

  /**
   * Returns the setting that asks for it, if any does.
   *
   * @throws IllegalArgumentException if a setting asks for it in a way that Spark itself ignores,
   *     so that the run's secret would cross the network in clear. The message names it
   */
  public static Optional<String> askedForBy(SparkConf conf) {
    Optional<String> asking =
        SETTINGS.stream().filter(setting -> conf.getBoolean(setting, false)).findFirst();
    asking.ifPresent(setting -> checkEffective(conf, setting));
    return asking;
  }

  private static void checkEffective(SparkConf conf, String setting) {
    boolean needsSecret = !setting.startsWith("spark.ssl.");
    if (needsSecret && !conf.getBoolean("spark.authenticate", false)) {
      throw new IllegalArgumentException(
          "Cannot train with "
              + setting
              + "=true and spark.authenticate=false: Spark then encrypts nothing, and the workers' secret would"
              + " cross the network in clear (set spark.authenticate=true)");
    }
  }
}
