package org.coherer.ml.score;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.OptionalDouble;
import org.apache.spark.ml.linalg.Vector;
import org.coherer.connector.row.FeatureReader;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.PackedVector;

/**
 * A trained network on its way to the executors: its spec, shape and parameters. Within one JVM it
 * opens the network once, whatever the number of tasks that use it.
 */
public final class PackedNetwork implements Serializable {

  private static final long serialVersionUID = 1L;

  private final NetworkSpec network;
  private final NetworkShape shape;
  private final PackedVector parameters;
  private transient Predictor predictor;

  private PackedNetwork(NetworkSpec network, NetworkShape shape, PackedVector parameters) {
    this.network = network;
    this.shape = shape;
    this.parameters = parameters;
  }

  /** Packs a copy of the parameters. */
  public static PackedNetwork pack(NetworkSpec network, NetworkShape shape, FlatVector parameters) {
    return new PackedNetwork(network, shape, new PackedVector(parameters));
  }

  /** Returns what the network takes and gives. */
  public NetworkShape shape() {
    return shape;
  }

  /** Returns how many values it takes. */
  public int inputLength() {
    return shape.inputLength();
  }

  /** Returns how many values it gives. */
  public int outputLength() {
    return shape.outputLength();
  }

  /** Returns about how many bytes of memory it takes. */
  public long sizeInBytes() {
    return sizeInBytes(network, parameters.length());
  }

  /**
   * Returns about how many bytes of memory a network takes once it scores: these bytes, and the
   * network off the heap.
   */
  public static long sizeInBytes(NetworkSpec network, long parameters) {
    return 2L * network.text().length() + 2 * Float.BYTES * parameters;
  }

  /** Returns the network, without parameters. */
  public NetworkSpec network() {
    return network;
  }

  /** Returns a copy of the parameters off the heap. */
  public FlatVector unpackParameters() {
    return parameters.unpack();
  }

  /** Returns the one predictor of this JVM; opens it at the first call. */
  synchronized Predictor predictor(int threads) {
    if (predictor == null) {
      // The seed only fills parameters that are overwritten at once.
      ReplicaSettings settings = new ReplicaSettings(network, OptionalDouble.empty(), 0L, threads);
      Replica replica = Engines.of(network).open(settings);
      parameters.unpackInto(replica.parameters().host());
      replica.parameters().push();
      predictor = new Predictor(replica, inputLength(), outputLength());
    }
    return predictor;
  }

  /** Computes the outputs of one row, without Spark. */
  public float[] score(FeatureReader reader, Vector features) {
    float[] inputs = new float[inputLength()];
    reader.read(features, inputs);
    return score(inputs);
  }

  /** Computes the outputs of one row, without Spark. */
  public float[] score(float[] inputs) {
    FloatBuffer in = direct(inputs.length).put(0, inputs);
    FloatBuffer out = direct(outputLength());
    predictor(1).predict(in, 1, out);
    float[] outputs = new float[outputLength()];
    out.get(0, outputs);
    return outputs;
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
