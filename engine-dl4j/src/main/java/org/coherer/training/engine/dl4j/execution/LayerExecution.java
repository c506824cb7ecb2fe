package org.coherer.training.engine.dl4j.execution;

import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.dl4j.translation.ParameterBlocks;
import org.coherer.training.network.Network;
import org.coherer.training.network.memory.Memory;
import org.coherer.training.trace.Tracer;
import org.coherer.training.vector.FlatVector;

/** Runs a network by layers of our own, on the parameters of DL4J's. */
public final class LayerExecution implements Execution {

  private final NetworkShape shape;
  private final ParameterBlocks parameters;
  private final Network network;
  private final BufferMemories buffers = new BufferMemories();

  LayerExecution(NetworkShape shape, ParameterBlocks parameters, Network network) {
    this.shape = shape;
    this.parameters = parameters;
    this.network = network;
  }

  @Override
  public void train(FlatVector gradients) {
    parameters.train(gradients);
  }

  @Override
  public double forwardBackward(Batch batch, long seed, Consumer<String> finished) {
    network.seed(seed);
    return network.forwardBackward(
        features(batch), targets(batch), weights(batch), batch.rows(), finished);
  }

  @Override
  public FloatBuffer inputGradients() {
    Memory all = network.inputGradients();
    return all == null ? NO_ROWS : all.buffer().slice(0, network.inputGradientCount());
  }

  @Override
  public void clearInputGradients(int rows) {
    network.clearInputGradients(rows);
  }

  @Override
  public double evaluate(Batch batch, FloatBuffer outputs) {
    Memory out = buffers.of(outputs, batch.rows(), shape.outputLength());
    double sum = network.evaluate(features(batch), targets(batch), weights(batch), batch.rows());
    copyOutput(out.buffer(), batch.rows());
    return sum;
  }

  @Override
  public void predict(FloatBuffer features, int rows, FloatBuffer outputs) {
    network.predict(buffers.of(features, rows, shape.inputLength()), rows);
    copyOutput(outputs, rows);
  }

  @Override
  public void traceTo(Tracer tracer) {
    network.traceTo(tracer);
  }

  private void copyOutput(FloatBuffer outputs, int rows) {
    outputs.put(0, network.output().buffer(), 0, rows * shape.outputLength());
  }

  private Memory features(Batch batch) {
    return buffers.of(batch.features(), batch.rows(), shape.inputLength());
  }

  private Memory targets(Batch batch) {
    return buffers.of(batch.targets(), batch.rows(), shape.outputLength());
  }

  private Memory weights(Batch batch) {
    return batch.unweighted() ? null : buffers.of(batch.weights(), batch.rows(), 1);
  }

  @Override
  public void close() {
    network.close();
  }
}
