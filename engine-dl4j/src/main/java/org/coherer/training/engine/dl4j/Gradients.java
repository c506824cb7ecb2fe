package org.coherer.training.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.StepContext;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.execution.Execution;
import org.coherer.training.engine.dl4j.execution.GradientSlices;
import org.coherer.training.engine.dl4j.natives.NativeArrays;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;
import org.deeplearning4j.nn.api.Trainable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The gradients of a network, and the passes that compute them. */
final class Gradients {

  private final NetworkAdapter network;
  private final INDArray flat;
  private final FlatVector vector;
  private final GradientSlices slices = new GradientSlices();
  private final Execution execution;
  private final Consumer<String> finished = slices::finish;
  private final List<Chunk> tracked = new ArrayList<>();

  /** Allocates the gradients. */
  Gradients(NetworkAdapter network, Execution execution) {
    this.network = network;
    this.execution = execution;
    network.allocateGradients();
    INDArray whole = network.model().getGradientsViewArray();
    flat = whole.reshape(whole.length());
    vector = NativeArrays.vector(whole);
    split();
    execution.train(vector);
  }

  /** Finds the slices of the gradients that become final one after the other. */
  private void split() {
    long from = 0;
    List<INDArray> trackedHere = new ArrayList<>();
    for (Map.Entry<String, Trainable> entry : network.trainables().entrySet()) {
      Trainable trainable = entry.getValue();
      long start = from;
      trackedHere.clear();
      for (Map.Entry<String, INDArray> parameter : trainable.paramTable(false).entrySet()) {
        long to = from + parameter.getValue().length();
        INDArray part = flat.get(NDArrayIndex.interval(from, to));
        if (!trainable.updaterDivideByMinibatch(parameter.getKey())) {
          trackedHere.add(part);
          tracked.add(new Chunk(from, to - from));
        }
        from = to;
      }
      slices.add(entry.getKey(), start, from - start, trackedHere);
    }
  }

  FlatVector vector() {
    return vector;
  }

  List<Chunk> tracked() {
    return List.copyOf(tracked);
  }

  /** Sets the gradients to those of so many rows without weight. */
  void clear(int rows, GradientListener listener) {
    flat.assign(0);
    execution.clearInputGradients(rows);
    slices.begin(0, listener);
    slices.finishAll();
  }

  /**
   * Sets the gradients to sums over a batch.
   *
   * @param weight the sum of its weights, above 0
   * @param listener receives slices of the gradients as they become final
   * @return the sum of row weight x loss
   */
  double forwardBackward(
      Batch batch, double weight, StepContext context, GradientListener listener) {
    network.position(Math.toIntExact(context.iteration()), context.epoch() - 1);
    slices.begin(weight, listener);
    double sum =
        execution.forwardBackward(
            batch, context.seed(), listener == GradientListener.NONE ? null : finished);
    slices.finishAll();
    return sum;
  }

  /** Frees the memory. */
  void close() {
    network.model().getGradientsViewArray().close();
  }
}
