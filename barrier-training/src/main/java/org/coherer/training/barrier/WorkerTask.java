package org.coherer.training.barrier;

import java.io.Serializable;
import org.coherer.training.driver.DriverAddress;
import org.coherer.training.driver.RunAccess;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.transport.auth.RunSecret;

/**
 * What the driver gives to every barrier task.
 *
 * @param plan what to do
 * @param token the number of the run
 * @param secret what connections of the run must prove to know
 * @param driverHost where the driver listens for reports
 * @param driverPort where the driver listens for reports
 * @param start what to start from
 * @param result how the result is cut
 */
record WorkerTask(
    TrainingPlan plan,
    long token,
    RunSecret secret,
    String driverHost,
    int driverPort,
    WorkerStart start,
    ResultLayout result)
    implements Serializable {

  /** Returns where to reach the driver; in a task, whose Spark may share a secret of its own. */
  DriverAddress driver() {
    RunAccess access =
        new RunAccess(token, SparkSecret.mixedInto(secret), plan.transport().options().encrypted());
    return new DriverAddress(driverHost, driverPort, access);
  }
}
