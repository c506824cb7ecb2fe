package org.coherer.connector.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Looks at the settings by which Spark encrypts what its processes send each other: workers do as
 * it does, with AES-256-GCM.
 *
 * @param conf the settings of the application
 */
public record EncryptionCheck(SparkConf conf) implements Check {

  private static final List<String> SETTINGS =
      List.of(
          "spark.network.crypto.enabled",
          "spark.authenticate.enableSaslEncryption",
          "spark.ssl.rpc.enabled");

  /** Settings that workers do not follow: a cipher other than theirs is worth a warning. */
  private static final List<String> CIPHERS =
      List.of("spark.network.crypto.cipher", "spark.ssl.rpc.enabledAlgorithms");

  /** Returns the setting that asks for encryption, if any does. */
  public Optional<String> askedForBy() {
    return SETTINGS.stream().filter(setting -> conf.getBoolean(setting, false)).findFirst();
  }

  @Override
  public List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    Optional<String> asking = askedForBy();
    if (asking.isEmpty()) {
      return found;
    }
    boolean needsSecret = !asking.get().startsWith("spark.ssl.");
    if (needsSecret && !conf.getBoolean("spark.authenticate", false)) {
      found.add(
          Finding.error(
              asking.get(),
              "Cannot train with " + asking.get() + "=true and spark.authenticate=false",
              "Spark then encrypts nothing, and the workers' secret would cross the network in"
                  + " clear",
              "set spark.authenticate=true"));
    }
    for (String cipher : CIPHERS) {
      if (conf.contains(cipher) && !conf.get(cipher).contains("GCM")) {
        found.add(
            Finding.warning(
                cipher,
                cipher + "=" + conf.get(cipher) + " does not hold between workers",
                "they always encrypt with AES-256-GCM",
                "nothing to do, unless a policy asks for that cipher"));
      }
    }
    return found;
  }
}
