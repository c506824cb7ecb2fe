package org.coherer.training.engine.dl4j.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.LayerInfo;
import org.coherer.training.engine.dl4j.adapter.LayerGraphAdapter;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.adapter.Stage;
import org.coherer.training.engine.dl4j.natives.RandomSeed;
import org.coherer.training.engine.dl4j.update.ShardingObstacle;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.util.GraphIndices;
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
  public NetworkShape checked() {
    Supported.settings(configuration.getDataType(), configuration.getBackpropType());
    List<String> inputNames = some("inputs", configuration.getNetworkInputs());
    List<String> outputNames = some("outputs", configuration.getNetworkOutputs());
    Collection<GraphVertex> vertices = configuration.getVertices().values();
    configuration
        .getVertices()
        .forEach(
            (name, vertex) -> {
              DefectsOfDl4j.check(name, vertex);
              if (vertex instanceof LayerVertex layer) {
                Supported.layer(layer.getLayerConf());
              }
            });
    checkFirst(inputNames);
    long parameters = countedParameters();
    outputNames.forEach(this::outputSettings);
    List<InputRow> inputs =
        inputNames.stream().map(name -> InputShape.ofGraph(configuration, name)).toList();
    Map<String, InputType> types = types(inputs);
    Supported.parameters(parameters);
    return new NetworkShape(
        IntStream.range(0, inputNames.size())
            .mapToObj(i -> inputs.get(i).input(inputNames.get(i)))
            .toList(),
        outputNames.stream()
            .map(name -> Supported.output(name, types.get(name), outputSettings(name)))
            .toList(),
        parameters,
        layers(types),
        vertices.stream()
            .map(ShardingObstacle::of)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null));
  }

  private void checkFirst(List<String> inputNames) {
    configuration
        .getVertexInputs()
        .forEach(
            (name, from) -> {
              if (from.stream().anyMatch(inputNames::contains)
                  && configuration.getVertices().get(name) instanceof LayerVertex layer) {
                DefectsOfDl4j.checkFirst(layer.getLayerConf().getLayer());
              }
            });
  }

  @Override
  public long countedParameters() {
    return configuration.getVertices().values().stream()
        .mapToLong(vertex -> vertex.numParams(true))
        .sum();
  }

  @Override
  public void setInputShape(List<Integer> sizes) {
    configuration.getNetworkInputs().forEach(input -> setInputShape(input, sizes));
  }

  /**
   * Prepares all layers that take an output or an input, also behind those that leave it as it is.
   */
  private void setInputShape(String taken, List<Integer> sizes) {
    configuration
        .getVertexInputs()
        .forEach(
            (name, from) -> {
              GraphVertex vertex = configuration.getVertices().get(name);
              if (!from.contains(taken)) {
                return;
              }
              if (InputShape.leavesLength(vertex)) {
                setInputShape(name, sizes);
              } else if (vertex instanceof LayerVertex layer) {
                prepare(layer, sizes);
              }
            });
  }

  private static void prepare(LayerVertex vertex, List<Integer> sizes) {
    Layer layer = vertex.getLayerConf().getLayer();
    TensorInput tensor = TensorInput.takenBy(vertex.getPreProcessor(), layer);
    if (tensor != null) {
      vertex.setPreProcessor(
          TensorInput.joined(tensor.preProcessor(sizes, layer), vertex.getPreProcessor()));
    }
  }

  @Override
  public List<LayerPlace> places() {
    List<LayerPlace> places = new ArrayList<>();
    for (String name : sorted()) {
      if (configuration.getVertices().get(name) instanceof LayerVertex layer) {
        boolean takesInput =
            configuration.getVertexInputs().get(name).stream()
                .anyMatch(configuration.getNetworkInputs()::contains);
        places.add(new LayerPlace(name, layer.getLayerConf(), takesInput));
      }
    }
    return places;
  }

  /** Returns the names of the vertices, each behind those that it takes its input from. */
  private List<String> sorted() {
    Set<String> sorted = new LinkedHashSet<>(configuration.getNetworkInputs());
    Map<String, List<String>> inputs = configuration.getVertexInputs();
    int before;
    do {
      before = sorted.size();
      inputs.forEach(
          (name, from) -> {
            if (sorted.containsAll(from)) {
              sorted.add(name);
            }
          });
    } while (sorted.size() > before);
    return new ArrayList<>(sorted);
  }

  @Override
  public List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    configuration
        .getVertexInputs()
        .forEach(
            (name, from) -> {
              GraphVertex vertex = configuration.getVertices().get(name);
              stages.add(
                  vertex instanceof LayerVertex layer
                      ? new Stage(
                          name,
                          from,
                          layer.getPreProcessor(),
                          layer.getLayerConf().getLayer(),
                          null)
                      : new Stage(name, from, null, null, vertex));
            });
    return stages;
  }

  @Override
  public String outputKey() {
    return configuration.getNetworkOutputs().get(0);
  }

  @Override
  public Set<String> through(String key) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(key));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (found.add(name)) {
        open.addAll(configuration.getVertexInputs().getOrDefault(name, List.of()));
      }
    }
    return found;
  }

  @Override
  public Layer outputLayer() {
    List<String> names = configuration.getNetworkOutputs();
    if (names.size() > 1) {
      throw new IllegalArgumentException(
          "Cannot replace the loss of a network with "
              + names.size()
              + " outputs (must have exactly one; each output layer names its own loss)");
    }
    LayerVertex output = (LayerVertex) configuration.getVertices().get(outputKey());
    return output.getLayerConf().getLayer();
  }

  @Override
  public String toJson() {
    return configuration.toJson();
  }

  private static List<String> some(String what, List<String> names) {
    if (names == null || names.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot train a network without " + what + " (must have at least one)");
    }
    return names;
  }

  private NeuralNetConfiguration outputSettings(String name) {
    if (configuration.getVertices().get(name) instanceof LayerVertex layer) {
      return layer.getLayerConf();
    }
    throw new IllegalArgumentException(
        "Cannot train the network: its output '" + name + "' is not a layer");
  }

  /** Returns what each input, layer and vertex gives, in an order in which they can be run. */
  private Map<String, InputType> types(List<InputRow> rows) {
    InputType[] inputs = rows.stream().map(InputRow::type).toArray(InputType[]::new);
    // Works on a copy, because DL4J adds what it finds missing.
    ComputationGraphConfiguration copy = configuration.clone();
    Map<String, InputType> types =
        Supported.shapes(() -> copy.getLayerActivationTypes(true, false, inputs));
    // A loss layer passes its input on, but DL4J has it say 0.
    configuration
        .getVertices()
        .forEach(
            (name, vertex) -> {
              if (vertex instanceof LayerVertex layer) {
                InputType given = types.get(configuration.getVertexInputs().get(name).get(0));
                Supported.flattened(
                    layer.getLayerConf().getLayer(), layer.getPreProcessor(), given);
                if (layer.getLayerConf().getLayer() instanceof LossLayer) {
                  types.put(name, given);
                }
              }
            });
    return types;
  }

  private List<LayerInfo> layers(Map<String, InputType> types) {
    List<LayerInfo> layers = new ArrayList<>();
    for (String name : inMemory()) {
      GraphVertex vertex = configuration.getVertices().get(name);
      if (vertex != null) {
        Object kind =
            vertex instanceof LayerVertex layer ? layer.getLayerConf().getLayer() : vertex;
        List<String> from = configuration.getVertexInputs().get(name);
        long kept = vertex instanceof LayerVertex layer ? kept(layer, types.get(from.get(0))) : 0;
        layers.add(
            Supported.layerInfo(name, kind, types.get(name), vertex.numParams(true), from, kept));
      }
    }
    return layers;
  }

  /**
   * Returns the names of inputs and vertices in the order in which DL4J's graph has their
   * parameters. The configuration itself sorts them in another way.
   */
  private List<String> inMemory() {
    // Works on a copy, because DL4J notes the order in the configuration.
    ComputationGraphConfiguration copy = configuration.clone();
    copy.setTopologicalOrder(configuration.getTopologicalOrder());
    copy.setTopologicalOrderStr(configuration.getTopologicalOrderStr());
    GraphIndices indices = new ComputationGraph(copy).calculateIndices();
    return Arrays.stream(indices.getTopologicalSortOrder())
        .mapToObj(indices.getIdxToName()::get)
        .toList();
  }

  private static long kept(LayerVertex vertex, InputType given) {
    return KeptInTraining.of(
        vertex.getLayerConf().getLayer(), Supported.prepared(vertex.getPreProcessor(), given));
  }

  @Override
  public NetworkAdapter instantiate(long seed) {
    configuration.getDefaultConfiguration().setSeed(RandomSeed.usable(seed));
    return LayerGraphAdapter.of(configuration);
  }
}
