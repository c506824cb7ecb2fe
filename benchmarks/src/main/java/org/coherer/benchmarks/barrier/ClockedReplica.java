package org.coherer.benchmarks.barrier;

import java.nio.FloatBuffer;
import java.util.List;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Optimizer;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.StepContext;
import org.coherer.training.vector.Chunk;

/** Does what another replica does, and notes each of its optimizer steps. */
final class ClockedReplica implements Replica {

  private final Replica inner;
  private final Optimizer optimizer;

  ClockedReplica(Replica inner, MomentFile moments) {
    this.inner = inner;
    this.optimizer = new Clocked(inner.optimizer(), moments);
  }

  private record Clocked(Optimizer inner, MomentFile moments) implements Optimizer {

    @Override
    public HostMirror state() {
      return inner.state();
    }

    @Override
    public void shard(Chunk part) {
      inner.shard(part);
    }

    @Override
    public void step(double weight, StepContext context) {
      inner.step(weight, context);
      moments.note(context.iteration() + 1);
    }

    @Override
    public double learningRate(StepContext context) {
      return inner.learningRate(context);
    }
  }

  @Override
  public HostMirror parameters() {
    return inner.parameters();
  }

  @Override
  public HostMirror gradients() {
    return inner.gradients();
  }

  @Override
  public Optimizer optimizer() {
    return optimizer;
  }

  @Override
  public double forwardBackward(Batch batch, StepContext context, GradientListener listener) {
    return inner.forwardBackward(batch, context, listener);
  }

  @Override
  public FloatBuffer inputGradients() {
    return inner.inputGradients();
  }

  @Override
  public List<Chunk> tracked() {
    return inner.tracked();
  }

  @Override
  public void predict(FloatBuffer features, int rows, FloatBuffer outputs) {
    inner.predict(features, rows, outputs);
  }

  @Override
  public double evaluate(Batch batch, FloatBuffer outputs) {
    return inner.evaluate(batch, outputs);
  }

  @Override
  public void close() {
    inner.close();
  }
}
