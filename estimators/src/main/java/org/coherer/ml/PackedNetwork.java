package org.coherer.ml;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.OptionalDouble;
import org.apache.spark.ml.linalg.Vector;
import org.coherer.connector.row.FeatureReader;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkDescription;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.PackedVector;

/**
 * A trained network on its way to the executors: the description and the parameters. Within one JVM
 * it opens the network once, whatever the number of tasks that use it.
 */
final class PackedNetwork implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String engine;
  private final String network;
  private final int inputLength;
  private final int outputLength;
  private final PackedVector parameters;
  private transient Predictor predictor;

  private PackedNetwork(
      String engine, String network, NetworkDescription description, PackedVector parameters) {
    this.engine = engine;
    this.network = network;
    this.inputLength = description.inputLength();
    this.outputLength = description.outputLength();
    this.parameters = parameters;
  }

  /** Packs a copy of the parameters. */
  static PackedNetwork pack(Engine engine, String network, FlatVector parameters) {
    return new PackedNetwork(
        engine.name(), network, engine.describe(network), new PackedVector(parameters));
  }

  String engine() {
    return engine;
  }

  /** Returns what the network takes and gives. */
  NetworkDescription description() {
    return Engines.named(engine).describe(network);
  }

  int inputLength() {
    return inputLength;
  }

  int outputLength() {
    return outputLength;
  }

  /** Returns about how many bytes of memory it takes. */
  long sizeInBytes() {
    return sizeInBytes(network, parameters.length());
  }

  /**
   * Returns about how many bytes of memory a network takes once it scores: these bytes, and the
   * network off the heap.
   */
  static long sizeInBytes(String network, long parameters) {
    return 2L * network.length() + 2 * Float.BYTES * parameters;
  }

  /** Returns the description, as the engine reads it. */
  String network() {
    return network;
  }

  /** Returns a copy of the parameters off the heap. */
  FlatVector unpackParameters() {
    return parameters.unpack();
  }

  /** Returns the one predictor of this JVM; opens it at the first call. */
  synchronized Predictor predictor(int threads) {
    if (predictor == null) {
      // The seed only fills parameters that are overwritten at once.
      ReplicaSettings settings = new ReplicaSettings(network, OptionalDouble.empty(), 0L, threads);
      Replica replica = Engines.named(engine).open(settings);
      parameters.unpackInto(replica.parameters().host());
      replica.parameters().push();
      predictor = new Predictor(replica, inputLength, outputLength);
    }
    return predictor;
  }

  /** Computes the outputs of one row, without Spark. */
  float[] score(FeatureReader reader, Vector features) {
    float[] inputs = new float[inputLength];
    reader.read(features, inputs);
    return score(inputs);
  }

  /** Computes the outputs of one row, without Spark. */
  float[] score(float[] inputs) {
    FloatBuffer in = direct(inputs.length).put(0, inputs);
    FloatBuffer out = direct(outputLength);
    predictor(1).predict(in, 1, out);
    float[] outputs = new float[outputLength];
    out.get(0, outputs);
    return outputs;
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
