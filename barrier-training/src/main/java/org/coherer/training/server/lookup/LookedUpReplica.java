package org.coherer.training.server.lookup;

import java.nio.FloatBuffer;
import java.util.List;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Optimizer;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.StepContext;
import org.coherer.training.trace.Tracer;
import org.coherer.training.vector.Chunk;

/**
 * A replica that hands the gradients of its last inputs to whoever has looked them up.
 *
 * @param replica does all the work
 * @param lookup has made its batches
 */
record LookedUpReplica(Replica replica, TableLookup lookup) implements Replica {

  @Override
  public double forwardBackward(Batch batch, StepContext context, GradientListener listener) {
    double loss = replica.forwardBackward(batch, context, listener);
    lookup.take(batch, replica.inputGradients());
    return loss;
  }

  @Override
  public HostMirror parameters() {
    return replica.parameters();
  }

  @Override
  public HostMirror gradients() {
    return replica.gradients();
  }

  @Override
  public Optimizer optimizer() {
    return replica.optimizer();
  }

  @Override
  public FloatBuffer inputGradients() {
    return replica.inputGradients();
  }

  @Override
  public void traceTo(Tracer tracer) {
    replica.traceTo(tracer);
  }

  @Override
  public List<Chunk> tracked() {
    return replica.tracked();
  }

  @Override
  public void predict(FloatBuffer features, int rows, FloatBuffer outputs) {
    replica.predict(features, rows, outputs);
  }

  @Override
  public double evaluate(Batch batch, FloatBuffer outputs) {
    return replica.evaluate(batch, outputs);
  }

  @Override
  public void close() {
    replica.close();
  }
}
