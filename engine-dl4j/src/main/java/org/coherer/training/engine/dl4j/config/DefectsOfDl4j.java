package org.coherer.training.engine.dl4j.config;

import org.coherer.training.engine.dl4j.extension.RateFactor;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.nd4j.linalg.learning.config.AdaBelief;

/** Refuses what DL4J describes but fails to run, with or without Coherer. */
final class DefectsOfDl4j {

  private DefectsOfDl4j() {}

  /** Checks one layer. */
  static void check(Layer layer) {
    if (layer instanceof BaseLayer trained
        && (RateFactor.plain(trained.getIUpdater()) instanceof AdaBelief
            || RateFactor.plain(trained.getBiasUpdater()) instanceof AdaBelief)) {
      throw defect(layer, "has the optimizer AdaBelief", "take another one, such as Adam");
    }
    if (layer.getClass() == SubsamplingLayer.class
        && ((SubsamplingLayer) layer).getPoolingType() == PoolingType.SUM) {
      throw defect(
          layer, "pools sums", "take AVG, and weights that are larger by the kernel's area");
    }
    if (layer instanceof LearnedSelfAttentionLayer) {
      throw defect(layer, "attends by learned queries", "take a SelfAttentionLayer");
    }
    if (layer instanceof FrozenLayerWithBackprop frozen
        && frozen.getUnderlying() instanceof BatchNormalization) {
      throw defect(
          layer, "freezes a BatchNormalization", "freeze all layers up to it, by frozenLayers");
    }
    if (layer instanceof PReLULayer slopes) {
      if (slopes.getSharedAxes() != null) {
        throw defect(layer, "shares slopes", "omit sharedAxes");
      }
      if (slopes.getInputShape() == null) {
        throw defect(
            layer, "has lost the shape of its input in JSON", "set inputShape on the layer");
      }
    }
  }

  /** Checks a layer that takes an input of the network. */
  static void checkFirst(Layer layer) {
    if (layer instanceof Cropping2D) {
      throw defect(layer, "takes the network's input", "crop the images before");
    }
  }

  /** Checks a layer that takes values of a type. */
  static void check(Layer layer, InputType taken) {
    if (layer instanceof BatchNormalization && taken.getType() == InputType.Type.RNN) {
      throw defect(layer, "normalizes sequences", "normalize what is behind a LastTimeStep");
    }
  }

  /** Checks a vertex. */
  static void check(String name, GraphVertex vertex) {
    if (vertex instanceof FrozenVertex) {
      throw new IllegalArgumentException(
          "Cannot train the network: '"
              + name
              + "' is a FrozenVertex, which DL4J cannot run, here or on its own (take the vertex in"
              + " it, and freeze layers by frozenLayers)");
    }
  }

  private static IllegalArgumentException defect(Layer layer, String does, String remedy) {
    return Supported.refused(layer, does + ", which DL4J cannot run, here or on its own", remedy);
  }
}
