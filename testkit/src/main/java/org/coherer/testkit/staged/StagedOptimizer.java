package org.coherer.testkit.staged;

import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Optimizer;
import org.coherer.training.engine.StepContext;
import org.coherer.training.optimizer.FlatOptimizer;
import org.coherer.training.optimizer.ParameterChange;
import org.coherer.training.optimizer.ParameterRun;
import org.coherer.training.optimizer.UpdateRule;
import org.coherer.training.vector.Chunk;

/** The optimizer of a staged network; all of it works on the engine's copies. */
final class StagedOptimizer implements Optimizer {

  private final StagedNetwork network;
  private final StagedMirror parameters;
  private final StagedMirror gradients;
  private final Runnable enter;
  private Chunk part;
  private StagedMirror state;
  private FlatOptimizer flat;

  /**
   * Creates a staged optimizer for all parameters.
   *
   * @param enter what every call begins with
   */
  StagedOptimizer(
      StagedNetwork network, StagedMirror parameters, StagedMirror gradients, Runnable enter) {
    this.network = network;
    this.parameters = parameters;
    this.gradients = gradients;
    this.enter = enter;
    this.part = new Chunk(0, network.parameterCount());
  }

  @Override
  public HostMirror state() {
    enter.run();
    allocate();
    return state;
  }

  private void allocate() {
    if (state == null) {
      state = new StagedMirror(part.length() * network.rule().stateCount());
      flat = new FlatOptimizer(parameters.device(), gradients.device(), state.device());
    }
  }

  @Override
  public void shard(Chunk newPart) {
    enter.run();
    if (state != null) {
      throw new IllegalStateException(
          "Cannot shard the optimizer's state: it exists already (shard it before the first step)");
    }
    part = newPart;
    allocate();
  }

  @Override
  public void step(double weight, StepContext context) {
    enter.run();
    if (!(weight > 0)) {
      throw new IllegalArgumentException("Invalid weight " + weight + " (must be above 0)");
    }
    allocate();
    parameters.invalidate();
    state.invalidate();
    float rate = (float) learningRate(context);
    UpdateRule rule = network.rule().at(rate, context.iteration() + 1);
    flat.step(
        new ParameterRun(part.offset(), part.length(), 0, part.length()),
        new ParameterChange((float) weight, ParameterChange.NO_CLIP, 0, 0, rule, 0));
  }

  @Override
  public double learningRate(StepContext context) {
    enter.run();
    return network.rate() * context.rateFactor();
  }
}
