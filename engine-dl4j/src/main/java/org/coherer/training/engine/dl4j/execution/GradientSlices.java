package org.coherer.training.engine.dl4j.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.engine.GradientListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients, one slice per layer: finishes and announces each once in every backward pass. */
public final class GradientSlices {

  private record Slice(long offset, long length, List<INDArray> tracked) {}

  private final Map<String, Slice> all = new HashMap<>();

  /** Those not announced yet in this pass. */
  private final Map<String, Slice> open = new HashMap<>();

  private final Deque<String> fromLast = new ArrayDeque<>();
  private GradientListener listener;
  private double weight;

  /**
   * Adds a slice, behind those before it.
   *
   * @param tracked its parts that hold changes of tracked values rather than gradients
   */
  public void add(String key, long offset, long length, List<INDArray> tracked) {
    if (length > 0) {
      all.put(key, new Slice(offset, length, new ArrayList<>(tracked)));
      fromLast.addFirst(key);
    }
  }

  /**
   * Begins a pass.
   *
   * @param newWeight the weight of the batch
   */
  public void begin(double newWeight, GradientListener newListener) {
    weight = newWeight;
    listener = newListener;
    open.putAll(all);
  }

  /** The pass has left a layer. */
  public void finish(String key) {
    Slice slice = open.remove(key);
    if (slice == null) {
      return;
    }
    // Changes of tracked values are no sums over rows: the step's division must leave them as is.
    for (INDArray part : slice.tracked()) {
      part.muli(weight);
    }
    listener.ready(slice.offset(), slice.length());
  }

  /** The pass has ended, also for layers that it did not enter. */
  public void finishAll() {
    fromLast.forEach(this::finish);
  }
}
