package org.coherer.benchmarks.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.OptionalDouble;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.PerceptronBuilder.Activation;
import org.coherer.training.engine.PerceptronBuilder.Output;
import org.coherer.training.engine.PerceptronBuilder.Perceptron;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;

/** Our way: a replica, as an executor has it, from one buffer into another. */
final class ReplicaPredictor implements RowPredictor {

  private final Replica replica;
  private final int rows;
  private final FloatBuffer features;
  private final FloatBuffer outputs;

  private ReplicaPredictor(SampleNetwork model, NetworkSpec network, int rows) {
    this.rows = rows;
    replica =
        Engines.named(Engines.DEFAULT)
            .open(new ReplicaSettings(network, OptionalDouble.empty(), 1, 1));
    features = direct(rows * model.inputs());
    features.put(0, model.features(rows));
    outputs = direct(rows * model.classes());
  }

  /** Predicts with the network as all others have it. */
  static ReplicaPredictor of(SampleNetwork model, int rows) {
    return new ReplicaPredictor(model, model.network(), rows);
  }

  /** Predicts with a perceptron of the same sizes whose hidden layers are MLlib's, sigmoid. */
  static ReplicaPredictor ofSigmoid(SampleNetwork model, int rows) {
    int[] sizes = model.perceptron().orElseThrow();
    PerceptronBuilder builder =
        Engines.require(Engines.named(Engines.DEFAULT), PerceptronBuilder.class, "layers");
    NetworkSpec network = builder.build(Perceptron.of(Activation.SIGMOID, Output.CLASS, sizes));
    return new ReplicaPredictor(model, network, rows);
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Returns the network's parameters. */
  HostMirror parameters() {
    return replica.parameters();
  }

  @Override
  public void predict() {
    replica.predict(features, rows, outputs);
  }

  /** Returns what the last prediction gave, one row after the other. */
  float[] outputs() {
    float[] values = new float[outputs.capacity()];
    outputs.get(0, values);
    return values;
  }

  @Override
  public void close() {
    replica.close();
  }
}
