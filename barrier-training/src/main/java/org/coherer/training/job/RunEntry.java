package org.coherer.training.job;

import java.io.Serializable;
import org.coherer.training.driver.DriverAddress;
import org.coherer.training.driver.RunAccess;
import org.coherer.training.transport.auth.RunSecret;

/**
 * What admits a task to a run.
 *
 * @param token the number of the run
 * @param secret what connections of the run must prove to know
 * @param driverHost where the driver listens for reports
 * @param driverPort where the driver listens for reports
 * @param encrypted whether connections are encrypted
 */
public record RunEntry(
    long token, RunSecret secret, String driverHost, int driverPort, boolean encrypted)
    implements Serializable {

  /** Returns the secret that all connections prove; in a task, whose Spark may share another. */
  public RunSecret mixedSecret() {
    return SparkSecret.mixedInto(secret);
  }

  /** Returns where to reach the driver; in a task. */
  public DriverAddress driver() {
    return new DriverAddress(
        driverHost, driverPort, new RunAccess(token, mixedSecret(), encrypted));
  }
}
