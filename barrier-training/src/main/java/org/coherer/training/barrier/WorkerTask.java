package org.coherer.training.barrier;

import java.io.Serializable;
import org.coherer.training.loop.TrainingPlan;
import org.coherer.training.transport.auth.RunSecret;

/**
 * What the driver gives to every barrier task.
 *
 * @param plan what to do
 * @param token the number of the run
 * @param secret what connections of the run must prove to know
 * @param driverHost where the driver listens for reports
 * @param driverPort where the driver listens for reports
 */
record WorkerTask(
    TrainingPlan plan, long token, RunSecret secret, String driverHost, int driverPort)
    implements Serializable {}
