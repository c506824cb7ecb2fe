package org.coherer.training.barrier;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.coherer.training.loop.TrainingPlan;
import org.coherer.training.transport.auth.RunSecret;
import org.coherer.training.vector.PackedVector;

/**
 * What the driver gives to every barrier task.
 *
 * @param plan what to do
 * @param token the number of the run
 * @param secret what connections of the run must prove to know
 * @param driverHost where the driver listens for reports
 * @param driverPort where the driver listens for reports
 * @param initial the parameters to start from, or {@code null} to draw them from the seed
 */
record WorkerTask(
    TrainingPlan plan,
    long token,
    RunSecret secret,
    String driverHost,
    int driverPort,
    Broadcast<PackedVector> initial)
    implements Serializable {}
