package org.coherer.training.job;

import org.apache.spark.SecurityManager;
import org.apache.spark.SparkEnv;
import org.coherer.training.transport.auth.RunSecret;

/**
 * The secret that Spark shares among the processes of an application, where {@code
 * spark.authenticate} is on. With it, who reads a run's secret on its way to the tasks still cannot
 * take part, nor read what the ranks say.
 */
final class SparkSecret {

  private SparkSecret() {}

  /** Returns the run's secret, mixed with Spark's if there is one. For the driver and for tasks. */
  static RunSecret mixedInto(RunSecret secret) {
    SecurityManager security = SparkEnv.get().securityManager();
    return security.isAuthenticationEnabled() ? secret.mixedWith(security.getSecretKey()) : secret;
  }
}
