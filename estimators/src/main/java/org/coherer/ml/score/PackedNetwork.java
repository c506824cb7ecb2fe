package org.coherer.ml.score;

import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.ml.linalg.Vector;
import org.coherer.connector.row.FeatureReader;
import org.coherer.ml.embedding.EmbeddingTables;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.tables.TableFolder;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.PackedVector;

/**
 * A trained network on its way to the executors: its spec, shape and parameters, and where its
 * embedding tables are. Within one JVM it opens them once, whatever the number of tasks that use
 * it.
 */
public final class PackedNetwork implements Serializable {

  private static final long serialVersionUID = 1L;

  private final NetworkSpec network;
  private final NetworkShape shape;
  private final PackedVector parameters;
  private final EmbeddingTables tables;
  private transient Predictor predictor;

  private PackedNetwork(
      NetworkSpec network, NetworkShape shape, PackedVector parameters, EmbeddingTables tables) {
    this.network = network;
    this.shape = shape;
    this.parameters = parameters;
    this.tables = tables;
  }

  /**
   * Packs a copy of the parameters.
   *
   * @param tables the embedding tables in front of the network; {@code null} if there are none
   */
  public static PackedNetwork pack(
      NetworkSpec network, NetworkShape shape, FlatVector parameters, EmbeddingTables tables) {
    return new PackedNetwork(network, shape, new PackedVector(parameters), tables);
  }

  /** Packs a copy of the parameters of a network without embedding tables. */
  public static PackedNetwork pack(NetworkSpec network, NetworkShape shape, FlatVector parameters) {
    return pack(network, shape, parameters, null);
  }

  /** Returns what keeps the files of its embedding tables; {@code null} if it has none. */
  EmbeddingTables.Hold hold() {
    return tables == null ? null : tables.hold();
  }

  /** Returns where its embedding tables are. */
  public Optional<TableFolder> tables() {
    return Optional.ofNullable(tables).map(EmbeddingTables::folder);
  }

  /** Returns what the network takes and gives. */
  public NetworkShape shape() {
    return shape;
  }

  /** Returns how many values it takes. */
  public int inputLength() {
    return shape.inputLength();
  }

  /** Returns how many values a row has from which it is scored. */
  public int rowLength() {
    return tables == null ? inputLength() : tables.rowLength();
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
      predictor =
          new Predictor(replica, shape, rowLength(), tables == null ? null : tables.lookup());
    }
    return predictor;
  }

  /** Computes the outputs of one row, without Spark. */
  public float[] score(FeatureReader reader, Vector features) {
    float[] inputs = new float[rowLength()];
    reader.read(features, inputs);
    return score(inputs);
  }

  /** Computes the outputs of one row, without Spark. */
  public float[] score(float[] inputs) {
    FloatBuffer in = Predictor.allocate(1, inputs.length).put(0, inputs);
    FloatBuffer out = Predictor.allocate(1, outputLength());
    predictor(1).predict(in, 1, predictor(1).scratch(1), out);
    float[] outputs = new float[outputLength()];
    out.get(0, outputs);
    return outputs;
  }
}
