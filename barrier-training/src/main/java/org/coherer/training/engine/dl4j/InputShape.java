package org.coherer.training.engine.dl4j;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/**
 * Finds out how long a row of a network's input is. DL4J's JSON does not say it, but the first
 * layers do.
 */
final class InputShape {

  private InputShape() {}

  /** Returns the shape of the input of a stack. */
  static InputType ofStack(MultiLayerConfiguration stack) {
    for (int i = 0; i < stack.getConfs().size(); i++) {
      InputType found = of(stack.getInputPreProcess(i), stack.getConf(i).getLayer());
      if (found != null) {
        return found;
      }
    }
    throw unknown();
  }

  /** Returns the shape of the one input of a graph, as the first consumer that tells has it. */
  static InputType ofGraph(ComputationGraphConfiguration graph) {
    String input = graph.getNetworkInputs().get(0);
    for (Map.Entry<String, List<String>> consumer : graph.getVertexInputs().entrySet()) {
      GraphVertex vertex = graph.getVertices().get(consumer.getKey());
      if (consumer.getValue().contains(input) && vertex instanceof LayerVertex layer) {
        InputType found = of(layer.getPreProcessor(), layer.getLayerConf().getLayer());
        if (found != null) {
          return found;
        }
      }
    }
    throw unknown();
  }

  /** Returns null for a layer that takes any length, such as an activation or dropout. */
  private static InputType of(InputPreProcessor before, Layer layer) {
    if (before instanceof FeedForwardToCnnPreProcessor image) {
      return InputType.convolutionalFlat(
          image.getInputHeight(), image.getInputWidth(), image.getNumChannels());
    }
    Layer inner = unwrap(layer);
    if (inner instanceof ConvolutionLayer) {
      throw new IllegalArgumentException(
          "Cannot tell the size of the images that the network takes: DL4J's JSON does not keep an"
              + " InputType.convolutional (set InputType.convolutionalFlat(height, width, channels)"
              + " instead; the layers and the parameters stay the same)");
    }
    if (inner instanceof EmbeddingLayer) {
      return InputType.feedForward(1);
    }
    if (inner instanceof EmbeddingSequenceLayer sequence) {
      return InputType.feedForward(sequence.getInputLength());
    }
    return inner instanceof FeedForwardLayer sized && sized.getNIn() > 0
        ? InputType.feedForward(sized.getNIn())
        : null;
  }

  private static Layer unwrap(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return unwrap(frozen.getLayer());
    }
    return layer instanceof BaseWrapperLayer wrapper ? unwrap(wrapper.getUnderlying()) : layer;
  }

  private static IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        "Cannot tell how long a row of the network's input is: no layer next to it says how many"
            + " inputs it has (set nIn on the first layer)");
  }
}
