package org.coherer.training.job;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.loop.OptimizerHandover;
import org.coherer.training.trainer.SerializedBroadcast;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.PackedVector;

/**
 * What the ranks start from, in broadcasts, of which each rank fetches what it needs.
 *
 * @param packed the parameters, or {@code null} to draw them from the seed
 * @param handover the optimizer's state, and whether it is to be kept; {@code null} for neither
 */
public record WorkerStart(
    SerializedBroadcast<PackedVector> packed, SerializedBroadcast<OptimizerHandover> handover)
    implements Serializable, AutoCloseable {

  /** Broadcasts what there is. */
  static WorkerStart of(
      FlatVector parameters, OptimizerHandover optimizer, JavaSparkContext spark) {
    return new WorkerStart(
        parameters == null ? null : SerializedBroadcast.of(new PackedVector(parameters), spark),
        optimizer.equals(OptimizerHandover.NONE) ? null : SerializedBroadcast.of(optimizer, spark));
  }

  /** Overwrites parameters with those to start from, if there are some. */
  void writeTo(HostMirror parameters) {
    if (packed != null) {
      packed.value().unpackInto(parameters.host());
      parameters.push();
    }
  }

  OptimizerHandover optimizer() {
    return handover == null ? OptimizerHandover.NONE : handover.value();
  }

  /** Frees the broadcasts; on the driver. */
  @Override
  public void close() {
    if (packed != null) {
      packed.close();
    }
    if (handover != null) {
      handover.close();
    }
  }
}
