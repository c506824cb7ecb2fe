package org.coherer.ml.fit;

import java.util.OptionalDouble;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.engine.ReplicaSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether the optimizer of a training can start from the state that the one before has
 * left, and whether the state that it leaves itself can be used in the same way.
 */
final class OptimizerWarmStart {

  private static final Logger LOG = LoggerFactory.getLogger(OptimizerWarmStart.class);

  private final Engine engine;
  private final NetworkSpec network;
  private final OptionalDouble learningRate;

  /**
   * Creates an optimizer warm start.
   *
   * @param network what is to be trained
   * @param learningRate replaces the network's own; {@code null} for that
   */
  OptimizerWarmStart(Engine engine, NetworkSpec network, Double learningRate) {
    this.engine = engine;
    this.network = network;
    this.learningRate =
        learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate);
  }

  /**
   * Returns the state to start from; {@code null} for that of an optimizer that has made no step.
   *
   * @param source the network that training starts from, as its optimizer had it
   * @throws IllegalArgumentException if the state is not one of this network's optimizer
   */
  OptimizerState from(NetworkFile source) {
    OptimizerState state = source.optimizerState();
    if (state == null) {
      LOG.info("The optimizer starts anew: no state of it is known for the network");
      return null;
    }
    OptimizerLayout theirs = layout(source.network(), OptionalDouble.empty());
    if (state.values().length() != theirs.stateLength()) {
      throw new IllegalArgumentException(
          "Cannot resume from an optimizer state of "
              + state.values().length()
              + " values: the optimizer of the same file has "
              + theirs.stateLength()
              + " (save the network without it)");
    }
    if (!theirs.equals(layout(network, learningRate))) {
      LOG.warn(
          "The optimizer starts anew: the state that was saved with the network is that of another"
              + " one");
      return null;
    }
    return state;
  }

  /**
   * Checks that the state will be of use to those who have the network alone.
   *
   * @throws IllegalArgumentException if it will not
   */
  void checkKept() {
    if (!layout(network, OptionalDouble.empty()).equals(layout(network, learningRate))) {
      throw new InvalidParamException(
          "Cannot keep the optimizer's state: learningRate replaces different learning rates in the"
              + " network, and so changes how the state is laid out (clear learningRate, or set"
              + " keepOptimizerState to false)",
          "keepOptimizerState",
          "learningRate");
    }
  }

  private OptimizerLayout layout(NetworkSpec of, OptionalDouble rate) {
    return engine.optimizerLayout(new ReplicaSettings(of, rate, 0, 1));
  }
}
