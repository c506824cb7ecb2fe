package org.coherer.training.loop.inspect;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.Replica;
import org.coherer.training.event.TensorStatistics;
import org.coherer.training.event.TensorStatistics.Kind;
import org.coherer.training.event.TensorsMeasured;
import org.coherer.training.loop.update.LearnedParameters;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Looks at parameters and gradients layer by layer. Values that a layer tracks rather than learns
 * are none of either. Serves one thread.
 */
public final class LayerInspection {

  private static final int LONGEST_NAME = 200;

  /** A layer that learns something, and where that lies in the vectors of a replica. */
  private record Layer(String name, List<Chunk> learned) {}

  private final List<Layer> layers = new ArrayList<>();
  private final ValueScan scan = new ValueScan();

  /** Creates the inspection of a replica of a network. */
  public LayerInspection(NetworkShape shape, Replica replica) {
    long from = 0;
    for (NetworkShape.LayerInfo layer : shape.layers()) {
      List<Chunk> learned = LearnedParameters.of(replica, new Chunk(from, layer.parameters()));
      if (!learned.isEmpty()) {
        layers.add(new Layer(shortened(layer.name()), learned));
      }
      from += layer.parameters();
    }
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
  }

  /** Returns how many layers learn something. */
  public int layers() {
    return layers.size();
  }

  /**
   * Returns what the values of the first layers are like.
   *
   * @param vector the parameters of the replica, or as many gradients
   * @param divisor by what each value is divided before
   */
  public List<TensorStatistics> of(Kind kind, FlatVector vector, double divisor) {
    return layers.stream()
        .limit(TensorsMeasured.MOST_LAYERS)
        .map(layer -> scan.of(layer.name(), kind, slices(layer, vector), divisor))
        .toList();
  }

  private static List<FlatVector> slices(Layer layer, FlatVector vector) {
    return layer.learned().stream().map(part -> part.of(vector)).toList();
  }
}
