package org.coherer.training.engine.dl4j.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.LayerInfo;
import org.coherer.training.engine.dl4j.adapter.LayerHelpers;
import org.coherer.training.engine.dl4j.adapter.LayerStackAdapter;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.adapter.Stage;
import org.coherer.training.engine.dl4j.natives.RandomSeed;
import org.coherer.training.engine.dl4j.update.ShardingObstacle;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A stack of layers.
 *
 * @param configuration not shared with anybody
 */
record LayerStack(MultiLayerConfiguration configuration) implements NetworkConfiguration {

  /** What the output is called. */
  private static final String OUTPUT = "output";

  @Override
  public DataType dataType() {
    return configuration.getDataType();
  }

  @Override
  public NetworkShape checked() {
    Supported.settings(configuration.getDataType(), configuration.getBackpropType());
    List<NeuralNetConfiguration> layers = configuration.getConfs();
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("Cannot train a network without layers");
    }
    layers.forEach(Supported::layer);
    DefectsOfDl4j.checkFirst(layers.get(0).getLayer());
    long parameters = countedParameters();
    InputRow input = InputShape.ofStack(configuration);
    List<InputType> types = types(input.type());
    Supported.parameters(parameters);
    return new NetworkShape(
        List.of(input.input(Stage.INPUT)),
        List.of(Supported.output(OUTPUT, last(types), last(layers))),
        parameters,
        layers(input.type(), types),
        layers.stream()
            .map(ShardingObstacle::of)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null));
  }

  @Override
  public long countedParameters() {
    return configuration.getConfs().stream().mapToLong(LayerStack::parameters).sum();
  }

  @Override
  public void setInputShape(List<Integer> sizes) {
    for (int i = 0; i < configuration.getConfs().size(); i++) {
      InputPreProcessor before = configuration.getInputPreProcess(i);
      Layer layer = configuration.getConf(i).getLayer();
      TensorInput tensor = TensorInput.takenBy(before, layer);
      if (tensor != null) {
        Map<Integer, InputPreProcessor> all = new HashMap<>(configuration.getInputPreProcessors());
        all.put(i, TensorInput.joined(tensor.preProcessor(sizes, layer), before));
        configuration.setInputPreProcessors(all);
        return;
      }
      if (before != null || InputShape.unwrap(layer) instanceof FeedForwardLayer) {
        return;
      }
    }
  }

  private static long parameters(NeuralNetConfiguration layer) {
    return layer.getLayer().initializer().numParams(layer);
  }

  /** Returns what each layer gives. */
  private List<InputType> types(InputType input) {
    List<InputType> types = Supported.shapes(() -> inferred(input));
    for (int i = 0; i < types.size(); i++) {
      // A loss layer passes its input on, but DL4J has it say 0.
      if (configuration.getConf(i).getLayer() instanceof LossLayer) {
        types.set(i, i == 0 ? input : types.get(i - 1));
      }
    }
    return types;
  }

  private List<InputType> inferred(InputType input) {
    List<InputType> types = new ArrayList<>();
    InputType type = input;
    for (int i = 0; i < configuration.getConfs().size(); i++) {
      InputPreProcessor before = configuration.getInputPreProcess(i);
      Layer layer = configuration.getConf(i).getLayer();
      Supported.flattened(layer, before, type);
      InputType taken = Supported.prepared(before, type);
      DefectsOfDl4j.check(layer, taken);
      type = Supported.given(layer, i, taken);
      types.add(type);
    }
    return types;
  }

  private List<LayerInfo> layers(InputType input, List<InputType> types) {
    List<LayerInfo> layers = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      NeuralNetConfiguration layer = configuration.getConf(i);
      String name = layer.getLayer().getLayerName();
      InputType given = i == 0 ? input : types.get(i - 1);
      InputType taken = Supported.prepared(configuration.getInputPreProcess(i), given);
      layers.add(
          Supported.layerInfo(
              name == null ? "layer" + i : name,
              layer.getLayer(),
              types.get(i),
              parameters(layer),
              List.of(),
              KeptInTraining.of(layer.getLayer(), taken)));
    }
    return layers;
  }

  @Override
  public List<LayerPlace> places() {
    return IntStream.range(0, configuration.getConfs().size())
        .mapToObj(i -> new LayerPlace(Integer.toString(i), configuration.getConf(i), i == 0))
        .toList();
  }

  @Override
  public List<Stage> stages() {
    return IntStream.range(0, configuration.getConfs().size())
        .mapToObj(
            i ->
                new Stage(
                    Integer.toString(i),
                    List.of(i == 0 ? Stage.INPUT : Integer.toString(i - 1)),
                    configuration.getInputPreProcess(i),
                    configuration.getConf(i).getLayer(),
                    null))
        .toList();
  }

  @Override
  public String outputKey() {
    return Integer.toString(configuration.getConfs().size() - 1);
  }

  @Override
  public Set<String> through(String key) {
    return IntStream.rangeClosed(0, Integer.parseInt(key))
        .mapToObj(Integer::toString)
        .collect(Collectors.toSet());
  }

  @Override
  public Layer outputLayer() {
    return last(configuration.getConfs()).getLayer();
  }

  @Override
  public String toJson() {
    return configuration.toJson();
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
