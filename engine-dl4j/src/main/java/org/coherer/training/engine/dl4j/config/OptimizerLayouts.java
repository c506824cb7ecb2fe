package org.coherer.training.engine.dl4j.config;

import java.util.OptionalDouble;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.update.VariableBlock;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

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

  /**
   * Returns how many values the state has, without the network's memory. A layer's first variable
   * stands for all: statistics of batches, which have no state, count as if they had.
   */
  public static long stateLength(NetworkSpec network) {
    NetworkConfiguration configuration =
        NetworkConfiguration.parseInFloats(network, OptionalDouble.empty());
    return configuration.places().stream().mapToLong(OptimizerLayouts::stateLength).sum();
  }

  private static long stateLength(LayerPlace place) {
    long parameters = place.layer().initializer().numParams(place.configuration());
    if (parameters == 0) {
      return 0;
    }
    // A wrapper does not know the optimizer of what it wraps.
    return place.trained().stream()
        .filter(layer -> !(layer instanceof BaseWrapperLayer))
        .findFirst()
        .map(layer -> layer.getUpdaterByParam(layer.initializer().paramKeys(layer).get(0)))
        .map(optimizer -> optimizer.stateSize(parameters))
        .orElse(0L);
  }
}
