package org.coherer.training.engine.dl4j;

import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.coherer.training.data.Batch;
import org.coherer.training.engine.NetworkDescription;
import org.coherer.training.vector.FlatVector;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs any network as DL4J runs it. */
final class Dl4jExecution implements Execution {

  private final NetworkAdapter network;
  private final DataType type;
  private final MatrixView inputView;
  private final MatrixView targetView;
  private final MatrixView outputView;
  private final MatrixView weightView = new MatrixView(1);
  private RowLoss loss;

  /**
   * Creates one.
   *
   * @param type of the network's numbers
   */
  Dl4jExecution(NetworkDescription shape, NetworkAdapter network, DataType type) {
    this.network = network;
    this.type = type;
    this.inputView = new MatrixView(shape.inputLength());
    this.targetView = new MatrixView(shape.outputLength());
    this.outputView = new MatrixView(shape.outputLength());
  }

  @Override
  public void train(FlatVector gradients) {
    // They are the network's own already.
  }

  @Override
  public double forwardBackward(Batch batch, Consumer<String> finished) {
    int rows = batch.rows();
    network.feed(
        inputView.of(batch.features(), rows).castTo(type),
        targetView.of(batch.targets(), rows).castTo(type));
    loss().weights(weights(batch));
    backward(finished);
    network.release();
    return loss.sum();
  }

  private void backward(Consumer<String> finished) {
    if (finished == null) {
      network.model().computeGradientAndScore(null);
      return;
    }
    network.onBackward(finished);
    try {
      network.model().computeGradientAndScore(null);
    } finally {
      network.onBackward(null);
    }
  }

  @Override
  public double evaluate(Batch batch, FloatBuffer outputs) {
    int rows = batch.rows();
    loss().weights(weights(batch));
    loss.outputs(outputView.of(outputs, rows));
    try {
      network.score(
          inputView.of(batch.features(), rows).castTo(type),
          targetView.of(batch.targets(), rows).castTo(type));
      return loss.sum();
    } finally {
      loss.outputs(null);
    }
  }

  private INDArray weights(Batch batch) {
    return batch.unweighted() ? null : weightView.of(batch.weights(), batch.rows()).castTo(type);
  }

  @Override
  public void predict(FloatBuffer features, int rows, FloatBuffer outputs) {
    INDArray input = inputView.of(features, rows).castTo(type);
    INDArray target = outputs.isDirect() ? outputView.of(outputs, rows) : null;
    try (MemoryWorkspace workspace = Workspaces.openOutput()) {
      INDArray output = network.output(input, workspace);
      if (target != null) {
        target.assign(output);
      } else {
        outputs.put(0, output.dup('c').data().asFloat());
      }
    }
  }

  @Override
  public void seed(long seed) {
    RandomSeed.use(seed);
  }

  private RowLoss loss() {
    if (loss == null) {
      loss = RowLoss.install(network.outputLayer());
    }
    return loss;
  }

  @Override
  public void close() {}
}
