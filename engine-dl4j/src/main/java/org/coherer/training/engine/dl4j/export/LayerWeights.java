package org.coherer.training.engine.dl4j.export;

import java.util.HashMap;
import java.util.Map;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;
import org.deeplearning4j.nn.api.Trainable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds the parameters of layers in a network's one vector of them. */
public final class LayerWeights {

  private final FlatVector all;
  private final Map<String, Map<String, Chunk>> chunks = new HashMap<>();

  /**
   * Finds them.
   *
   * @param network says where they are
   * @param all has the values
   */
  public LayerWeights(NetworkAdapter network, FlatVector all) {
    this.all = all;
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

  /** Returns the names of a layer's parameters. */
  public Iterable<String> names(String layer) {
    return chunks.getOrDefault(layer, Map.of()).keySet();
  }

  /** Returns a part of the vector, as it lies there; {@code null} if the layer has none. */
  public FlatVector slice(String layer, String name) {
    Chunk chunk = chunks.getOrDefault(layer, Map.of()).get(name);
    return chunk == null ? null : chunk.of(all);
  }

  /**
   * Returns a parameter; {@code null} if the layer has none of that name.
   *
   * @param sizes those of the memory, the slowest first, which need not be DL4J's order
   */
  Numbers get(String layer, String name, int... sizes) {
    FlatVector slice = slice(layer, name);
    return slice == null ? null : Numbers.of(slice.toArray(), sizes);
  }

  /** Returns a parameter as a vector; {@code null} if the layer has none of that name. */
  Numbers vector(String layer, String name) {
    FlatVector slice = slice(layer, name);
    return slice == null ? null : Numbers.vector(slice.toArray());
  }
}
