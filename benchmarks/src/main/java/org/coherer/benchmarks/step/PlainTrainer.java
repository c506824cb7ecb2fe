package org.coherer.benchmarks.step;

import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.training.engine.Engines;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's own way: {@code fit} on arrays that are there already. */
final class PlainTrainer implements StepTrainer {

  private final MultiLayerNetwork network;
  private final INDArray features;
  private final INDArray targets;

  PlainTrainer(SampleNetwork model) {
    Engines.named(Engines.DEFAULT).describe(model.network()); // Chooses the native library.
    network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(model.network().text()));
    network.init();
    long[] shape = {model.trainingBatch(), model.inputs()};
    features = Nd4j.create(model.features(model.trainingBatch()), shape, 'c');
    targets = Nd4j.create(model.trainingBatch(), model.classes());
    for (int row = 0; row < model.trainingBatch(); row++) {
      targets.putScalar(row, model.label(row), 1);
    }
  }

  @Override
  public double step() {
    network.fit(features, targets);
    return network.score();
  }

  @Override
  public void close() {
    network.close();
  }
}
