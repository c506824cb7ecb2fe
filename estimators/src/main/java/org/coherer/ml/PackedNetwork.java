package org.coherer.ml;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkDescription;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.vector.FlatVector;

/**
 * A trained network on its way to the executors: the description and the parameters as plain bytes,
 * in pieces that any serializer can take. Within one JVM it opens the network once, whatever the
 * number of tasks that use it.
 */
final class PackedNetwork implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int FLOATS_PER_PIECE = 1 << 22;

  private final String engine;
  private final String network;
  private final int inputLength;
  private final int outputLength;
  private final long parameterCount;
  private final List<byte[]> parameters;
  private transient Predictor predictor;

  private PackedNetwork(
      String engine, String network, NetworkDescription description, List<byte[]> parameters) {
    this.engine = engine;
    this.network = network;
    this.inputLength = description.inputLength();
    this.outputLength = description.outputLength();
    this.parameterCount = description.parameterCount();
    this.parameters = parameters;
  }

  /** Packs a copy of the parameters. */
  static PackedNetwork pack(Engine engine, String network, FlatVector parameters) {
    List<byte[]> pieces = new ArrayList<>();
    for (long offset = 0; offset < parameters.length(); offset += FLOATS_PER_PIECE) {
      long length = Math.min(FLOATS_PER_PIECE, parameters.length() - offset);
      ByteBuffer bytes =
          ByteBuffer.allocate((int) length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(parameters.slice(offset, length).toArray());
      pieces.add(bytes.array());
    }
    return new PackedNetwork(engine.name(), network, engine.describe(network), pieces);
  }

  String engine() {
    return engine;
  }

  int inputLength() {
    return inputLength;
  }

  int outputLength() {
    return outputLength;
  }

  /** Returns the network with a copy of its parameters off the heap. */
  NetworkFile unpack() {
    FlatVector vector = FlatVector.allocate(parameterCount);
    unpackInto(vector);
    return new NetworkFile(network, vector);
  }

  /** Returns the one predictor of this JVM; opens it at the first call. */
  synchronized Predictor predictor(int threads) {
    if (predictor == null) {
      // The seed only fills parameters that are overwritten at once.
      ReplicaSettings settings = new ReplicaSettings(network, OptionalDouble.empty(), 0L, threads);
      Replica replica = Engines.named(engine).open(settings);
      unpackInto(replica.parameters());
      predictor = new Predictor(replica, inputLength, outputLength);
    }
    return predictor;
  }

  private void unpackInto(FlatVector vector) {
    long offset = 0;
    for (byte[] piece : parameters) {
      float[] values = new float[piece.length / Float.BYTES];
      ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      vector.slice(offset, values.length).copyFrom(FlatVector.of(values));
      offset += values.length;
    }
  }
}
