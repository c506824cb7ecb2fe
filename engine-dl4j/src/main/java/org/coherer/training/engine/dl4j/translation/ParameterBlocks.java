package org.coherer.training.engine.dl4j.translation;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.natives.NativeArrays;
import org.coherer.training.network.Parameter;
import org.coherer.training.network.memory.Memory;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;
import org.deeplearning4j.nn.api.Trainable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Locates the parameters of DL4J's layers in the network's one parameter vector. */
public final class ParameterBlocks {

  private record Placed(Parameter parameter, Chunk chunk) {}

  private final FlatVector values;
  private final Map<String, Map<String, Chunk>> chunks = new HashMap<>();
  private final List<Placed> taken = new ArrayList<>();

  /** Finds all of a network. */
  public ParameterBlocks(NetworkAdapter network) {
    this.values = NativeArrays.vector(network.model().params());
    long offset = 0;
    for (Map.Entry<String, Trainable> layer : network.trainables().entrySet()) {
      Map<String, Chunk> ofLayer = new HashMap<>();
      for (Map.Entry<String, INDArray> entry : layer.getValue().paramTable(false).entrySet()) {
        ofLayer.put(entry.getKey(), new Chunk(offset, entry.getValue().length()));
        offset += entry.getValue().length();
      }
      chunks.put(layer.getKey(), ofLayer);
    }
  }

  /**
   * Returns a parameter for a layer of ours; null if the layer has none of that name.
   *
   * @throws UntranslatableException if it is too large for one
   */
  Parameter take(String layer, String name) throws UntranslatableException {
    Chunk chunk = chunks.get(layer).get(name);
    if (chunk == null) {
      return null;
    }
    Parameter parameter = new Parameter(memory(values, chunk, layer));
    taken.add(new Placed(parameter, chunk));
    return parameter;
  }

  private static Memory memory(FlatVector vector, Chunk chunk, String layer)
      throws UntranslatableException {
    FlatVector slice = chunk.of(vector);
    if (slice.segmentCount() != 1) {
      throw new UntranslatableException(
          layer, "has " + chunk.length() + " parameters in one block, not all in one buffer");
    }
    return Memory.of(slice.segment(0).order(ByteOrder.nativeOrder()).asFloatBuffer());
  }

  /** Gives all that were taken their gradients, which lie like the parameters. */
  public void train(FlatVector gradients) {
    for (Placed placed : taken) {
      try {
        placed.parameter().gradients(memory(gradients, placed.chunk(), ""));
      } catch (UntranslatableException e) {
        throw new IllegalStateException("Gradients do not lie like the parameters", e);
      }
    }
  }
}
