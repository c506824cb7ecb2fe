package org.coherer.training.engine.dl4j;

import java.nio.FloatBuffer;
import java.util.List;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.NetworkDescription;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.execution.Execution;
import org.coherer.training.engine.dl4j.natives.NativeArrays;
import org.coherer.training.engine.dl4j.natives.NativeThreads;
import org.coherer.training.engine.dl4j.natives.ReleasedMemory;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * A replica of a DL4J network. Gradients and optimizer state are allocated when they are first
 * asked for, so that a replica that only predicts is no larger than its parameters.
 */
final class Dl4jReplica implements Replica {

  private final NetworkDescription shape;
  private final int threads;
  private final FlatVector parameters;
  private final Execution execution;
  private NetworkAdapter network;
  private TrainingState training;

  Dl4jReplica(NetworkDescription shape, NetworkAdapter network, Execution execution, int threads) {
    this.shape = shape;
    this.network = network;
    this.threads = threads;
    this.parameters = NativeArrays.vector(network.model().params());
    this.execution = execution;
    network.position(0, 0);
  }

  @Override
  public FlatVector parameters() {
    enter();
    return parameters;
  }

  @Override
  public FlatVector gradients() {
    enter();
    return training().gradients();
  }

  @Override
  public FlatVector optimizerState() {
    enter();
    return training().optimizerState();
  }

  @Override
  public void shardOptimizer(Chunk part) {
    enter();
    training().shardOptimizer(part);
  }

  @Override
  public double forwardBackward(Batch batch, GradientListener listener) {
    enter();
    checkLength("features", batch.featureLength(), shape.inputLength());
    checkLength("targets", batch.targetLength(), shape.outputLength());
    double weight = batch.weightSum();
    if (weight == 0) {
      training().clearGradients(listener);
      return 0;
    }
    return training().forwardBackward(batch, weight, listener);
  }

  @Override
  public void step(double weight) {
    enter();
    if (!(weight > 0)) {
      throw new IllegalArgumentException("Invalid weight " + weight + " (must be above 0)");
    }
    training().step(weight);
  }

  @Override
  public void position(long iteration, int epoch) {
    enter();
    network.position(Math.toIntExact(iteration), epoch - 1);
  }

  @Override
  public void learningRateFactor(double factor) {
    enter();
    if (!(factor >= 0)) {
      throw new IllegalArgumentException(
          "Invalid factor " + factor + " of the learning rate (must be at least 0)");
    }
    training().learningRateFactor(factor);
  }

  @Override
  public double learningRate() {
    enter();
    return training().learningRate();
  }

  @Override
  public List<Chunk> tracked() {
    enter();
    return training().tracked();
  }

  @Override
  public void seed(long seed) {
    enter();
    execution.seed(seed);
  }

  @Override
  public void predict(FloatBuffer features, int rows, FloatBuffer outputs) {
    enter();
    if (rows == 0) {
      return;
    }
    execution.predict(features, rows, outputs);
  }

  @Override
  public double evaluate(Batch batch, FloatBuffer outputs) {
    enter();
    if (batch.rows() == 0) {
      return 0;
    }
    checkLength("features", batch.featureLength(), shape.inputLength());
    checkLength("targets", batch.targetLength(), shape.outputLength());
    return execution.evaluate(batch, outputs);
  }

  @Override
  public void close() {
    if (network == null) {
      return;
    }
    long floats = parameters.length();
    if (training != null) {
      floats += training.length();
      training.close();
    }
    execution.close();
    network.model().params().close();
    training = null;
    network = null;
    ReleasedMemory.add(floats * Float.BYTES);
  }

  private TrainingState training() {
    if (training == null) {
      training = new TrainingState(network, execution);
    }
    return training;
  }

  private void enter() {
    if (network == null) {
      throw new IllegalStateException("Cannot use a replica that was closed");
    }
    NativeThreads.use(threads);
  }

  private static void checkLength(String what, int found, int wanted) {
    if (found != wanted) {
      throw new IllegalArgumentException(
          "Invalid batch with " + found + " " + what + " per row (the network has " + wanted + ")");
    }
  }
}
