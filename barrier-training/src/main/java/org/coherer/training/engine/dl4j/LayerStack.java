package org.coherer.training.engine.dl4j;

import java.util.List;
import org.coherer.training.engine.NetworkDescription;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A stack of layers.
 *
 * @param configuration not shared with anybody
 */
record LayerStack(MultiLayerConfiguration configuration) implements NetworkConfiguration {

  @Override
  public DataType dataType() {
    return configuration.getDataType();
  }

  @Override
  public NetworkDescription describe() {
    Supported.settings(configuration.getDataType(), configuration.getBackpropType());
    List<NeuralNetConfiguration> layers = configuration.getConfs();
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("Cannot train a network without layers");
    }
    long parameters = 0;
    for (NeuralNetConfiguration layer : layers) {
      Supported.layer(layer);
      parameters += layer.getLayer().initializer().numParams(layer);
    }
    InputType input = InputShape.ofStack(configuration);
    // A loss layer passes its input on, but DL4J has it say 0.
    int shaping = layers.size() - (last(layers).getLayer() instanceof LossLayer ? 2 : 1);
    InputType output =
        Supported.shapes(() -> configuration.getLayerActivationTypes(input).get(shaping));
    return Supported.description(
        input, output, parameters, last(layers), layers.stream().map(ShardingObstacle::of));
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  @Override
  public NetworkAdapter instantiate(long seed) {
    configuration.getConfs().forEach(layer -> layer.setSeed(RandomSeed.usable(seed)));
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    LayerHelpers.install(dataType(), network.getLayers());
    return new LayerStackAdapter(network);
  }
}
