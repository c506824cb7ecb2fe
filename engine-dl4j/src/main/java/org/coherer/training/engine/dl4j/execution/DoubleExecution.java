package org.coherer.training.engine.dl4j.execution;

import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.vector.FlatVector;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Runs a network of 64-bit floats as DL4J runs it. Between passes its parameters and gradients are
 * 32-bit floats, those of a twin; the ranks exchange these, and the optimizer works on them.
 */
public final class DoubleExecution implements Execution {

  private final NetworkAdapter twin;
  private final NetworkAdapter network;
  private final Dl4jExecution layers;

  /**
   * Creates a double execution.
   *
   * @param inputGradients of how many of a row's last inputs there are gradients
   * @param twin the network in 32-bit floats, whose parameters are to be used
   * @param network the same in 64-bit floats, not used by anybody else
   */
  public DoubleExecution(
      NetworkShape shape, int inputGradients, NetworkAdapter twin, NetworkAdapter network) {
    this.twin = twin;
    this.network = network;
    this.layers =
        new Dl4jExecution(
            shape, inputGradients, network, DataType.DOUBLE, "its numbers are 64-bit floats");
  }

  @Override
  public void train(FlatVector gradients) {
    network.allocateGradients();
  }

  @Override
  public double forwardBackward(Batch batch, long seed, Consumer<String> finished) {
    takeParameters();
    double sum = layers.forwardBackward(batch, seed, null);
    twin.model().getGradientsViewArray().assign(network.model().getGradientsViewArray());
    return sum;
  }

  private void takeParameters() {
    network.position(twin.iteration(), twin.epoch());
    network.model().params().assign(twin.model().params());
  }

  @Override
  public FloatBuffer inputGradients() {
    return layers.inputGradients();
  }

  @Override
  public void clearInputGradients(int rows) {
    layers.clearInputGradients(rows);
  }

  @Override
  public double evaluate(Batch batch, FloatBuffer outputs) {
    takeParameters();
    return layers.evaluate(batch, outputs);
  }

  @Override
  public void predict(FloatBuffer features, int rows, FloatBuffer outputs) {
    takeParameters();
    layers.predict(features, rows, outputs);
  }

  @Override
  public void close() {
    layers.close();
    network.model().params().close();
    if (network.model().getGradientsViewArray() != null) {
      network.model().getGradientsViewArray().close();
    }
  }
}
