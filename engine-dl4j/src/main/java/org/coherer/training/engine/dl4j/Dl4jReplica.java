package org.coherer.training.engine.dl4j;

import java.nio.FloatBuffer;
import java.util.List;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.Optimizer;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.engine.StepContext;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.execution.Execution;
import org.coherer.training.engine.dl4j.natives.NativeArrays;
import org.coherer.training.engine.dl4j.natives.NativeThreads;
import org.coherer.training.engine.dl4j.natives.ReleasedMemory;
import org.coherer.training.trace.Tracer;
import org.coherer.training.vector.Chunk;

/**
 * A replica of a DL4J network, on the host: mirrors alias ND4J's memory. Gradients and optimizer
 * state are allocated when they are first asked for, so that a replica that only predicts is no
 * larger than its parameters.
 */
final class Dl4jReplica implements Replica {

  private final NetworkShape shape;
  private final boolean differentiatesInputs;
  private final int threads;
  private final HostMirror parameters;
  private final Execution execution;
  private NetworkAdapter network;
  private Gradients gradients;
  private HostMirror gradientMirror;
  private Dl4jOptimizer optimizer;

  Dl4jReplica(
      NetworkShape shape, NetworkAdapter network, Execution execution, ReplicaSettings settings) {
    this.shape = shape;
    this.differentiatesInputs = settings.inputGradients() > 0;
    this.network = network;
    this.threads = settings.threads();
    this.parameters = HostMirror.of(NativeArrays.vector(network.model().params()));
    this.execution = execution;
    network.position(0, 0);
  }

  @Override
  public HostMirror parameters() {
    enter();
    return parameters;
  }

  @Override
  public HostMirror gradients() {
    enter();
    trained();
    return gradientMirror;
  }

  @Override
  public Optimizer optimizer() {
    enter();
    if (optimizer == null) {
      optimizer = new Dl4jOptimizer(network, parameters.host(), trained().vector(), this::enter);
    }
    return optimizer;
  }

  @Override
  public double forwardBackward(Batch batch, StepContext context, GradientListener listener) {
    enter();
    checkLength("features", batch.featureLength(), shape.inputLength());
    checkLength("targets", batch.targetLength(), shape.outputLength());
    double weight = batch.weightSum();
    if (weight == 0) {
      trained().clear(batch.rows(), listener);
      return 0;
    }
    return trained().forwardBackward(batch, weight, context, listener);
  }

  @Override
  public FloatBuffer inputGradients() {
    enter();
    return differentiatesInputs ? execution.inputGradients() : Replica.super.inputGradients();
  }

  @Override
  public void traceTo(Tracer tracer) {
    enter();
    execution.traceTo(tracer);
  }

  @Override
  public List<Chunk> tracked() {
    enter();
    return trained().tracked();
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
    if (gradients != null) {
      floats += gradients.vector().length();
      gradients.close();
    }
    if (optimizer != null) {
      floats += optimizer.length();
      optimizer.close();
    }
    execution.close();
    network.model().params().close();
    gradients = null;
    optimizer = null;
    network = null;
    ReleasedMemory.add(floats * Float.BYTES);
  }

  private Gradients trained() {
    if (gradients == null) {
      gradients = new Gradients(network, execution);
      gradientMirror = HostMirror.of(gradients.vector());
    }
    return gradients;
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
