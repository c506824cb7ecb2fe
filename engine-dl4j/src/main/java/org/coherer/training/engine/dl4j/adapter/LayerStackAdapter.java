package org.coherer.training.engine.dl4j.adapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Adapts a stack of layers. */
public final class LayerStackAdapter implements NetworkAdapter {

  private final MultiLayerNetwork network;
  private final BackwardHooks hooks = new BackwardHooks();
  private final Map<Integer, InputPreProcessor> plain;
  private final Map<Integer, InputPreProcessor> hooked = new HashMap<>();

  public LayerStackAdapter(MultiLayerNetwork network) {
    this.network = network;
    this.plain = network.getLayerWiseConfigurations().getInputPreProcessors();
    for (int i = 0; i < network.getnLayers(); i++) {
      hooked.put(i, hooks.around(Integer.toString(i), plain.get(i)));
    }
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
    network.setInput(features[0]);
    network.setLabels(targets[0]);
  }

  @Override
  public void release() {
    network.clearLayersStates();
    network.setInput(null);
    network.setLabels(null);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The hooks are in place only while somebody listens: inference takes turns with two
   * workspaces, and would refuse an array that is handed on from one to the other.
   */
  @Override
  public void onBackward(Consumer<String> listener) {
    hooks.listener(listener);
    network.getLayerWiseConfigurations().setInputPreProcessors(listener == null ? plain : hooked);
  }

  @Override
  public void onInputs(InputListener listener) {
    hooks.inputs("0", listener);
  }

  @Override
  public List<Layer> outputLayers() {
    return List.of(network.getOutputLayer());
  }

  @Override
  public BaseMultiLayerUpdater<?> updater() {
    return (BaseMultiLayerUpdater<?>) network.getUpdater();
  }

  @Override
  public Map<String, Trainable> trainables() {
    Map<String, Trainable> found = new LinkedHashMap<>();
    Layer[] layers = network.getLayers();
    for (int i = 0; i < layers.length; i++) {
      found.put(Integer.toString(i), layers[i]);
    }
    return found;
  }

  @Override
  public List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    String before = Stage.INPUT;
    for (int i = 0; i < network.getnLayers(); i++) {
      String key = Integer.toString(i);
      var layer = network.getLayerWiseConfigurations().getConf(i).getLayer();
      stages.add(new Stage(key, List.of(before), plain.get(i), layer, null));
      before = key;
    }
    return stages;
  }

  @Override
  public List<String> outputKeys() {
    return List.of(Integer.toString(network.getnLayers() - 1));
  }

  @Override
  public int iteration() {
    return network.getIterationCount();
  }

  @Override
  public int epoch() {
    return network.getEpochCount();
  }

  @Override
  public void position(int iteration, int epoch) {
    network.setIterationCount(iteration);
    network.setEpochCount(epoch);
  }

  @Override
  public void applyConstraints() {
    network.applyConstraints(iteration(), epoch());
  }

  @Override
  public INDArray[] outputs(INDArray[] features, MemoryWorkspace workspace) {
    return new INDArray[] {network.output(features[0], false, null, null, workspace)};
  }

  @Override
  public void score(INDArray[] features, INDArray[] targets) {
    network.score(new DataSet(features[0], targets[0]), false);
  }
}
