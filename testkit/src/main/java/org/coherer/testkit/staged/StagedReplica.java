package org.coherer.testkit.staged;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Optimizer;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.engine.StepContext;
import org.coherer.training.vector.Chunk;

/** A replica that computes on copies of its own, apart from what the host sees. */
final class StagedReplica implements Replica {

  private final StagedNetwork network;
  private final StagedMirror parameters;
  private final StagedMirror gradients;
  private final StagedOptimizer optimizer;
  private final Passes passes;
  private final int differentiated;
  private FloatBuffer inputGradients = direct(new float[0]);
  private boolean closed;

  StagedReplica(StagedNetwork network, ReplicaSettings settings) {
    this.network = network;
    this.differentiated = settings.inputGradients();
    this.parameters = new StagedMirror(network.parameterCount());
    this.gradients = new StagedMirror(network.parameterCount());
    this.optimizer = new StagedOptimizer(network, parameters, gradients, this::enter);
    this.passes = new Passes(network, parameters.device());
    initialize(new SplittableRandom(settings.seed()));
  }

  /**
   * Draws weights as Glorot and Bengio, "Understanding the difficulty of training deep feedforward
   * neural networks" (2010), normally distributed; biases stay zero.
   */
  private void initialize(SplittableRandom random) {
    for (int layer = 0; layer < network.layers(); layer++) {
      int in = network.sizes().get(layer);
      int out = network.sizes().get(layer + 1);
      double deviation = Math.sqrt(2.0 / (in + out));
      long offset = network.place(layer).offset();
      for (long i = offset; i < offset + (long) in * out; i++) {
        parameters.device().set(i, (float) (deviation * random.nextGaussian()));
      }
    }
  }

  @Override
  public HostMirror parameters() {
    enter();
    return parameters;
  }

  @Override
  public HostMirror gradients() {
    enter();
    return gradients;
  }

  @Override
  public Optimizer optimizer() {
    enter();
    return optimizer;
  }

  @Override
  public double forwardBackward(Batch batch, StepContext context, GradientListener listener) {
    enter();
    check(batch);
    int rows = batch.weightSum() == 0 ? 0 : batch.rows();
    float[] targets = targets(batch, rows);
    float[] outputs = forward(batch.features(), rows);
    double sum = loss(batch, rows, outputs, targets);
    int width = network.outputs();
    for (int row = 0; row < rows; row++) {
      network.output().activate(outputs, row * width, width);
      double weight = batch.weights().get(row);
      network.output().slopes(outputs, targets, weight, row * width, width);
    }
    gradients.invalidate();
    passes.backward(
        outputs, rows, gradients.device(), layer -> announce(network.place(layer), listener));
    if (differentiated > 0) {
      // Rows without weight have zeros, also where no row of the batch has any.
      float[] found = passes.slopesOfInputs(rows, differentiated);
      inputGradients = direct(Arrays.copyOf(found, batch.rows() * differentiated));
    }
    return sum;
  }

  private static FloatBuffer direct(float[] values) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(values.length, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(0, values);
  }

  @Override
  public FloatBuffer inputGradients() {
    enter();
    return differentiated > 0 ? inputGradients : Replica.super.inputGradients();
  }

  /** Brings a layer's gradients to the host, if anybody listens. */
  private void announce(Chunk place, GradientListener listener) {
    if (listener != GradientListener.NONE) {
      gradients.pull(place.offset(), place.length());
      listener.ready(place.offset(), place.length());
    }
  }

  private float[] forward(FloatBuffer features, int rows) {
    features.get(0, passes.inputs(rows), 0, rows * network.inputs());
    return passes.forward(rows);
  }

  private float[] targets(Batch batch, int rows) {
    float[] targets = new float[rows * network.outputs()];
    batch.targets().get(0, targets);
    return targets;
  }

  private double loss(Batch batch, int rows, float[] sums, float[] targets) {
    int width = network.outputs();
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double weight = batch.weights().get(row);
      sum += weight == 0 ? 0 : weight * network.output().loss(sums, targets, row * width, width);
    }
    return sum;
  }

  @Override
  public List<Chunk> tracked() {
    enter();
    return List.of();
  }

  @Override
  public void predict(FloatBuffer features, int rows, FloatBuffer outputs) {
    enter();
    give(forward(features, rows), rows, outputs);
  }

  @Override
  public double evaluate(Batch batch, FloatBuffer outputs) {
    enter();
    check(batch);
    float[] found = forward(batch.features(), batch.rows());
    double sum = loss(batch, batch.rows(), found, targets(batch, batch.rows()));
    give(found, batch.rows(), outputs);
    return sum;
  }

  private void give(float[] sums, int rows, FloatBuffer outputs) {
    int width = network.outputs();
    for (int row = 0; row < rows; row++) {
      network.output().activate(sums, row * width, width);
    }
    outputs.put(0, sums, 0, rows * width);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void enter() {
    if (closed) {
      throw new IllegalStateException("Cannot use a replica that was closed");
    }
  }

  private void check(Batch batch) {
    checkLength("features", batch.featureLength(), network.inputs());
    checkLength("targets", batch.targetLength(), network.outputs());
  }

  private static void checkLength(String what, int found, int wanted) {
    if (found != wanted) {
      throw new IllegalArgumentException(
          "Invalid batch with " + found + " " + what + " per row (the network has " + wanted + ")");
    }
  }
}
