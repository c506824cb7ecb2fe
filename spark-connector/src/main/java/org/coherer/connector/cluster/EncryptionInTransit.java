package org.coherer.connector.cluster;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.coherer.connector.preflight.EncryptionCheck;
import org.coherer.connector.preflight.Finding;

/**
 * Whether Spark encrypts what its processes send each other: then so do workers, each connection
 * with keys of its own.
 *
 * <p>The keys come from the run's secret, which Spark hands to the tasks over those same encrypted
 * channels. So Spark's own key stores and ciphers protect the secret; ours is always AES-256-GCM,
 * whatever {@code spark.network.crypto.cipher} or {@code spark.ssl.rpc.enabledAlgorithms} say.
 */
public final class EncryptionInTransit {

  private EncryptionInTransit() {}

  /**
   * Returns the setting that asks for it, if any does.
   *
   * @throws IllegalArgumentException if a setting asks for it in a way that Spark itself ignores,
   *     so that the run's secret would cross the network in clear. The message names it
   */
  public static Optional<String> askedForBy(SparkConf conf) {
    EncryptionCheck check = new EncryptionCheck(conf);
    Finding.refuseErrors(check.findings());
    return check.askedForBy();
  }
}
