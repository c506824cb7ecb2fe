package org.coherer.training.engine.dl4j.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.coherer.training.engine.dl4j.extension.Extensions;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/**
 * Finds out how long a row of a network's input is. DL4J's JSON does not say it, but the first
 * layers do.
 */
final class InputShape {

  private InputShape() {}

  /** Returns the shape of the input of a stack. */
  static InputRow ofStack(MultiLayerConfiguration stack) {
    for (int i = 0; i < stack.getConfs().size(); i++) {
      InputRow found = of(stack.getInputPreProcess(i), stack.getConf(i).getLayer());
      if (found != null) {
        return found;
      }
    }
    throw unknown("");
  }

  /** Returns the shape of an input of a graph, as the first consumer that tells has it. */
  static InputRow ofGraph(ComputationGraphConfiguration graph, String input) {
    InputRow found = ofTaker(graph, input);
    long length = found == null ? ofMerged(graph, input) : 0;
    if (length > 0) {
      return InputRow.of(length);
    }
    if (found == null) {
      throw unknown(graph.getNetworkInputs().size() == 1 ? "" : " '" + input + "'");
    }
    return found;
  }

  /**
   * Returns what a layer says that takes an output or an input, at once or behind others that leave
   * its length as it is; null if none does.
   */
  private static InputRow ofTaker(ComputationGraphConfiguration graph, String taken) {
    for (Map.Entry<String, List<String>> taker : graph.getVertexInputs().entrySet()) {
      if (taker.getValue().contains(taken)) {
        GraphVertex vertex = graph.getVertices().get(taker.getKey());
        InputRow found = of(vertex);
        if (found == null && leavesLength(vertex)) {
          found = ofTaker(graph, taker.getKey());
        }
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static InputRow of(GraphVertex vertex) {
    if (vertex instanceof LayerVertex layer) {
      return of(layer.getPreProcessor(), layer.getLayerConf().getLayer());
    }
    return vertex instanceof PreprocessorVertex prepared
        ? InputRow.of(prepared.getPreProcessor())
        : null;
  }

  /** Returns whether a vertex gives as many numbers as each of its inputs has. */
  static boolean leavesLength(GraphVertex vertex) {
    if (vertex instanceof LayerVertex layer) {
      Layer inner = unwrap(layer.getLayerConf().getLayer());
      return layer.getPreProcessor() == null
          && (inner instanceof ActivationLayer || inner instanceof DropoutLayer);
    }
    return vertex instanceof ScaleVertex
        || vertex instanceof ShiftVertex
        || vertex instanceof L2NormalizeVertex
        || vertex instanceof ElementWiseVertex;
  }

  /**
   * Returns the length of an input that is put beside outputs of known lengths, where a layer says
   * how long all of it is; 0 if that cannot be told.
   */
  private static long ofMerged(ComputationGraphConfiguration graph, String input) {
    for (Map.Entry<String, List<String>> merged : graph.getVertexInputs().entrySet()) {
      GraphVertex vertex = graph.getVertices().get(merged.getKey());
      List<String> parts = merged.getValue();
      if (parts.contains(input) && vertex.getClass() == MergeVertex.class) {
        InputRow all = ofTaker(graph, merged.getKey());
        List<String> others = parts.stream().filter(part -> !part.equals(input)).toList();
        long[] lengths = others.stream().mapToLong(other -> length(graph, other)).toArray();
        if (all != null && Arrays.stream(lengths).allMatch(length -> length > 0)) {
          long rest = all.length() - Arrays.stream(lengths).sum();
          return Math.max(0, rest) / (parts.size() - others.size());
        }
      }
    }
    return 0;
  }

  /**
   * Returns the length of an input, or of what a dense layer or an embedding gives; 0 if that
   * cannot be told.
   */
  private static long length(ComputationGraphConfiguration graph, String name) {
    if (graph.getNetworkInputs().contains(name)) {
      InputRow input = ofTaker(graph, name);
      return input == null ? 0 : input.length();
    }
    return graph.getVertices().get(name) instanceof LayerVertex vertex
            && unwrap(vertex.getLayerConf().getLayer()) instanceof FeedForwardLayer layer
            && (layer instanceof DenseLayer || layer instanceof EmbeddingLayer)
        ? layer.getNOut()
        : 0;
  }

  /** Returns null for a layer that takes any length, such as an activation or dropout. */
  private static InputRow of(InputPreProcessor before, Layer layer) {
    InputRow prepared = InputRow.of(before);
    if (prepared != null) {
      return prepared;
    }
    TensorInput tensor = TensorInput.takenBy(before, layer);
    if (tensor != null) {
      throw tensor.unknown();
    }
    Layer inner = unwrap(layer);
    if (inner instanceof EmbeddingLayer) {
      return InputRow.of(1);
    }
    if (inner instanceof EmbeddingSequenceLayer sequence) {
      return InputRow.of(sequence.getInputLength());
    }
    if (Extensions.inputsOf(inner) > 0) {
      return InputRow.of(Extensions.inputsOf(inner));
    }
    return inner instanceof FeedForwardLayer sized && sized.getNIn() > 0
        ? InputRow.of(sized.getNIn())
        : null;
  }

  static Layer unwrap(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return unwrap(frozen.getLayer());
    }
    return layer instanceof BaseWrapperLayer wrapper ? unwrap(wrapper.getUnderlying()) : layer;
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "Cannot tell how long a row of the network's input"
            + name
            + " is: no layer behind it says how many inputs it has (set nIn on the first layer that has weights)");
  }
}
