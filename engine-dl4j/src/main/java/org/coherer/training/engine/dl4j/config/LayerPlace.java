package org.coherer.training.engine.dl4j.config;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/**
 * A layer at its place in a configuration, where it can be changed.
 *
 * @param key as gradients have it
 * @param configuration holds the layer
 * @param takesInput whether it takes the network's own input
 */
public record LayerPlace(String key, NeuralNetConfiguration configuration, boolean takesInput) {

  /** Returns the layer. */
  public Layer layer() {
    return configuration.getLayer();
  }

  /** Returns the layer's name, or its key if it has none. */
  String name() {
    return layer().getLayerName() == null ? key : layer().getLayerName();
  }

  /** Returns whether training leaves the layer as it is. */
  boolean isFrozen() {
    return layer() instanceof FrozenLayer || layer() instanceof FrozenLayerWithBackprop;
  }

  /** Returns the layer and those that it wraps, outermost first; none of what is frozen. */
  List<Layer> trained() {
    List<Layer> found = new ArrayList<>();
    collect(layer(), found);
    return found;
  }

  private static void collect(Layer layer, List<Layer> found) {
    if (layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop) {
      return;
    }
    found.add(layer);
    if (layer instanceof BaseWrapperLayer wrapper) {
      collect(wrapper.getUnderlying(), found);
    } else if (layer instanceof Bidirectional both) {
      collect(both.getFwd(), found);
      collect(both.getBwd(), found);
    }
  }
}
