package org.coherer.benchmarks.inference;

import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.training.engine.Engines;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's own way: {@code output} of an array that is there already. */
final class PlainPredictor implements RowPredictor {

  private final MultiLayerNetwork network;
  private final INDArray features;
  private INDArray outputs;

  PlainPredictor(SampleNetwork model, int rows) {
    Engines.named(Engines.DEFAULT).describe(model.network()); // Chooses the native library.
    network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(model.network().text()));
    network.init();
    features = Nd4j.create(model.features(rows), new long[] {rows, model.inputs()}, 'c');
  }

  /** Replaces the network's parameters, in DL4J's order, which is a replica's too. */
  void parameters(float... values) {
    network.setParams(Nd4j.create(values, new long[] {1, values.length}, 'c'));
  }

  @Override
  public void predict() {
    outputs = network.output(features);
  }

  /** Returns what the last prediction gave, one row after the other. */
  float[] outputs() {
    return outputs.dup('c').data().asFloat();
  }

  @Override
  public void close() {
    network.close();
  }
}
