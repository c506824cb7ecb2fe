package org.coherer.training.engine.dl4j.adapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Adapts a graph of layers. */
public final class LayerGraphAdapter implements NetworkAdapter {

  private final ComputationGraph network;
  private final BackwardHooks hooks;

  private LayerGraphAdapter(ComputationGraph network, BackwardHooks hooks) {
    this.network = network;
    this.hooks = hooks;
  }

  /**
   * Makes and initializes the network.
   *
   * @param configuration belongs to the network from now on
   */
  public static LayerGraphAdapter of(ComputationGraphConfiguration configuration) {
    BackwardHooks hooks = new BackwardHooks();
    // Before the network is made, for it never looks at the configuration's preprocessors again.
    configuration
        .getVertices()
        .forEach(
            (name, vertex) -> {
              if (vertex instanceof LayerVertex layer) {
                layer.setPreProcessor(hooks.around(name, layer.getPreProcessor()));
              }
            });
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    LayerHelpers.install(configuration.getDataType(), network.getLayers());
    return new LayerGraphAdapter(network, hooks);
  }

  @Override
  public Model model() {
    return network;
  }

  @Override
  public void allocateGradients() {
    network.initGradientsView();
  }

  @Override
  public void feed(INDArray[] features, INDArray[] targets) {
    network.setInputs(features);
    network.setLabels(targets);
  }

  @Override
  public void release() {
    network.clearLayersStates();
  }

  @Override
  public void onBackward(Consumer<String> listener) {
    hooks.listener(listener);
  }

  /** {@inheritDoc} DL4J sets them where an input stands in the graph, and never looks at them. */
  @Override
  public void onInputs(InputListener listener) {
    List<String> names = network.getConfiguration().getNetworkInputs();
    GraphVertex[] vertices = network.getVertices();
    for (int i = 0; i < vertices.length; i++) {
      int input = names.indexOf(vertices[i].getVertexName());
      if (input >= 0) {
        vertices[i] = new ListeningInput(network, vertices[i], input, listener);
      }
    }
  }

  @Override
  public List<Layer> outputLayers() {
    return IntStream.range(0, network.getNumOutputArrays())
        .mapToObj(network::getOutputLayer)
        .toList();
  }

  @Override
  public BaseMultiLayerUpdater<?> updater() {
    return network.getUpdater();
  }

  @Override
  public Map<String, Trainable> trainables() {
    Map<String, Trainable> found = new LinkedHashMap<>();
    GraphVertex[] vertices = network.getVertices();
    for (int index : network.topologicalSortOrder()) {
      found.put(vertices[index].getVertexName(), vertices[index]);
    }
    return found;
  }

  @Override
  public List<Stage> stages() {
    ComputationGraphConfiguration configuration = network.getConfiguration();
    GraphVertex[] vertices = network.getVertices();
    List<Stage> stages = new ArrayList<>();
    for (int index : network.topologicalSortOrder()) {
      String name = vertices[index].getVertexName();
      if (!configuration.getNetworkInputs().contains(name)) {
        stages.add(stage(configuration, name));
      }
    }
    return stages;
  }

  private static Stage stage(ComputationGraphConfiguration configuration, String name) {
    List<String> from = configuration.getVertexInputs().get(name);
    org.deeplearning4j.nn.conf.graph.GraphVertex vertex = configuration.getVertices().get(name);
    return vertex instanceof LayerVertex layer
        ? new Stage(
            name,
            from,
            BackwardHooks.inside(layer.getPreProcessor()),
            layer.getLayerConf().getLayer(),
            null)
        : new Stage(name, from, null, null, vertex);
  }

  @Override
  public List<String> outputKeys() {
    return network.getConfiguration().getNetworkOutputs();
  }

  @Override
  public int iteration() {
    return network.getConfiguration().getIterationCount();
  }

  @Override
  public int epoch() {
    return network.getConfiguration().getEpochCount();
  }

  @Override
  public void position(int iteration, int epoch) {
    network.getConfiguration().setIterationCount(iteration);
    network.getConfiguration().setEpochCount(epoch);
  }

  @Override
  public void applyConstraints() {
    network.applyConstraints(iteration(), epoch());
  }

  @Override
  public INDArray[] outputs(INDArray[] features, MemoryWorkspace workspace) {
    return network.output(false, features, null, null, workspace);
  }

  @Override
  public void score(INDArray[] features, INDArray[] targets) {
    network.score(new MultiDataSet(features, targets), false);
  }
}
