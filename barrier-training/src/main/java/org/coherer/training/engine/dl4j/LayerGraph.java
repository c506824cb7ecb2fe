package org.coherer.training.engine.dl4j;

import java.util.List;
import org.coherer.training.engine.NetworkDescription;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A graph of layers.
 *
 * @param configuration not shared with anybody
 */
record LayerGraph(ComputationGraphConfiguration configuration) implements NetworkConfiguration {

  @Override
  public DataType dataType() {
    return configuration.getDataType();
  }

  @Override
  public NetworkDescription describe() {
    Supported.settings(configuration.getDataType(), configuration.getBackpropType());
    single("input", configuration.getNetworkInputs());
    String outputName = single("output", configuration.getNetworkOutputs());
    long parameters = 0;
    for (GraphVertex vertex : configuration.getVertices().values()) {
      if (vertex instanceof LayerVertex layer) {
        Supported.layer(layer.getLayerConf());
      }
      parameters += vertex.numParams(true);
    }
    if (!(configuration.getVertices().get(outputName) instanceof LayerVertex outputVertex)) {
      throw new IllegalArgumentException(
          "Cannot train the network: its output '" + outputName + "' is not a layer");
    }
    NeuralNetConfiguration outputLayer = outputVertex.getLayerConf();
    InputType input = InputShape.ofGraph(configuration);
    // Works on a copy, because DL4J adds what it finds missing.
    ComputationGraphConfiguration copy = configuration.clone();
    // A loss layer passes its input on, but DL4J has it say 0.
    String shaping =
        outputLayer.getLayer() instanceof LossLayer
            ? configuration.getVertexInputs().get(outputName).get(0)
            : outputName;
    InputType output =
        Supported.shapes(() -> copy.getLayerActivationTypes(true, false, input).get(shaping));
    return Supported.description(
        input,
        output,
        parameters,
        outputLayer,
        configuration.getVertices().values().stream().map(ShardingObstacle::of));
  }

  private static String single(String what, List<String> names) {
    if (names == null || names.size() != 1) {
      throw new IllegalArgumentException(
          "Cannot train a network with "
              + (names == null ? 0 : names.size())
              + " "
              + what
              + "s (must have exactly one)");
    }
    return names.get(0);
  }

  @Override
  public NetworkAdapter instantiate(long seed) {
    configuration.getDefaultConfiguration().setSeed(RandomSeed.usable(seed));
    return LayerGraphAdapter.of(configuration);
  }
}
