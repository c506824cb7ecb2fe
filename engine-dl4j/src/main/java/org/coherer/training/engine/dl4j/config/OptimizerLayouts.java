package org.coherer.training.engine.dl4j.config;

import java.util.OptionalDouble;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.update.VariableBlock;

/** Finds out how the optimizers of networks lay out their state. */
public final class OptimizerLayouts {

  private OptimizerLayouts() {}

  /**
   * Returns the layout of a network's optimizer, which is not sharded.
   *
   * @param learningRate replaces those of the network, where present
   */
  public static OptimizerLayout of(NetworkSpec network, OptionalDouble learningRate) {
    // The seed only fills parameters that nobody reads.
    NetworkAdapter adapter =
        NetworkConfiguration.parseInFloats(network, learningRate).instantiate(0);
    try {
      return VariableBlock.layout(adapter);
    } finally {
      adapter.model().params().close();
    }
  }
}
