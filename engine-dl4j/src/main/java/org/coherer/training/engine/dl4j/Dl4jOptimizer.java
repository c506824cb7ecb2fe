package org.coherer.training.engine.dl4j;

import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Optimizer;
import org.coherer.training.engine.StepContext;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.update.LearningRates;
import org.coherer.training.engine.dl4j.update.NetworkOptimizer;
import org.coherer.training.engine.dl4j.update.ShardOptimizer;
import org.coherer.training.engine.dl4j.update.Updater;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/** The optimizer of a DL4J network. Its state is allocated when it is first needed. */
final class Dl4jOptimizer implements Optimizer {

  /**
   * Where gradients stay zero (dead units, embeddings that do not occur), moments fade until they
   * are subnormal, and rounding keeps them so for ever: a step of Adam then took 30 ms instead of
   * 3. They pass through in about 150 steps.
   */
  private static final int STEPS_BETWEEN_CLEARINGS = 8;

  private final NetworkAdapter network;
  private final FlatVector parameters;
  private final FlatVector gradients;
  private final LearningRates rates;
  private final Runnable enter;

  /** Made when it is first needed, for it may be told before that it has a part alone. */
  private Updater updater;

  private HostMirror state;

  /**
   * Creates a dl4j optimizer for a network whose optimizers have made no step yet.
   *
   * @param enter what every call begins with
   */
  Dl4jOptimizer(
      NetworkAdapter network, FlatVector parameters, FlatVector gradients, Runnable enter) {
    this.network = network;
    this.parameters = parameters;
    this.gradients = gradients;
    this.rates = new LearningRates(network);
    this.enter = enter;
  }

  @Override
  public HostMirror state() {
    enter.run();
    updater();
    return state;
  }

  @Override
  public void shard(Chunk part) {
    enter.run();
    if (updater != null) {
      throw new IllegalStateException(
          "Cannot shard the optimizer's state: it exists already (shard it before the first step)");
    }
    use(new ShardOptimizer(network, parameters, gradients, part));
  }

  private Updater updater() {
    if (updater == null) {
      use(new NetworkOptimizer(network, parameters, gradients));
    }
    return updater;
  }

  private void use(Updater newUpdater) {
    updater = newUpdater;
    state = HostMirror.of(newUpdater.state());
  }

  /** {@inheritDoc} DL4J's stochastic gradient descent makes the same step. */
  @Override
  public void step(double weight, StepContext context) {
    enter.run();
    if (!(weight > 0)) {
      throw new IllegalArgumentException("Invalid weight " + weight + " (must be above 0)");
    }
    int iteration = Math.toIntExact(context.iteration());
    int epoch = context.epoch() - 1;
    // Made before any rate is set: what it has in common blocks depends on the schedules.
    Updater made = updater();
    rates.set(context.rateFactor(), iteration, epoch);
    made.step(weight, iteration, epoch);
    network.position(iteration + 1, epoch);
    network.applyConstraints();
    if ((iteration + 1) % STEPS_BETWEEN_CLEARINGS == 0) {
      made.state().clearSubnormals();
    }
  }

  @Override
  public double learningRate(StepContext context) {
    enter.run();
    return rates.common(
        context.rateFactor(), Math.toIntExact(context.iteration()), context.epoch() - 1);
  }

  /** Returns the floats of state that it has in memory. */
  long length() {
    return updater == null ? 0 : updater.state().length();
  }

  /** Frees the state. */
  void close() {
    if (updater != null) {
      updater.close();
    }
  }
}
