package org.coherer.training.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.execution.Execution;
import org.coherer.training.engine.dl4j.execution.GradientSlices;
import org.coherer.training.engine.dl4j.natives.NativeArrays;
import org.coherer.training.engine.dl4j.update.LearningRates;
import org.coherer.training.engine.dl4j.update.NetworkOptimizer;
import org.coherer.training.engine.dl4j.update.Optimizer;
import org.coherer.training.engine.dl4j.update.ShardOptimizer;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;
import org.deeplearning4j.nn.api.Trainable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The part of a replica that only training needs: gradients, optimizer, optimizer state. */
final class TrainingState {

  /**
   * Where gradients stay zero (dead units, embeddings that do not occur), moments fade until they
   * are subnormal, and rounding keeps them so for ever: a step of Adam then took 30 ms instead of
   * 3. They pass through in about 150 steps.
   */
  private static final int STEPS_BETWEEN_CLEARINGS = 8;

  private final NetworkAdapter network;
  private final INDArray flat;
  private final FlatVector gradients;
  private final GradientSlices slices = new GradientSlices();
  private final Execution execution;
  private final Consumer<String> finished = slices::finish;
  private final LearningRates rates;
  private final List<Chunk> tracked = new ArrayList<>();
  private double rateFactor = 1;

  /** Made when it is first needed, for it may be told before that it has a part alone. */
  private Optimizer optimizer;

  TrainingState(NetworkAdapter network, Execution execution) {
    this.network = network;
    this.execution = execution;
    network.allocateGradients();
    INDArray whole = network.model().getGradientsViewArray();
    flat = whole.reshape(whole.length());
    gradients = NativeArrays.vector(whole);
    rates = new LearningRates(network);
    split();
    execution.train(gradients);
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

  FlatVector gradients() {
    return gradients;
  }

  List<Chunk> tracked() {
    return List.copyOf(tracked);
  }

  void learningRateFactor(double factor) {
    rateFactor = factor;
  }

  double learningRate() {
    return rates.common(rateFactor, network.iteration(), network.epoch());
  }

  FlatVector optimizerState() {
    return optimizer().state();
  }

  /** Returns the floats that it has in memory. */
  long length() {
    return gradients.length() + (optimizer == null ? 0 : optimizer.state().length());
  }

  /** Has steps change one part of the parameters alone. */
  void shardOptimizer(Chunk part) {
    if (optimizer != null) {
      throw new IllegalStateException(
          "Cannot shard the optimizer's state: it exists already (shard it before the first step)");
    }
    optimizer = new ShardOptimizer(network, parameters(), gradients, part);
  }

  private Optimizer optimizer() {
    if (optimizer == null) {
      optimizer = new NetworkOptimizer(network, parameters(), gradients);
    }
    return optimizer;
  }

  private FlatVector parameters() {
    return NativeArrays.vector(network.model().params());
  }

  /** Sets the gradients to those of no rows. */
  void clearGradients(GradientListener listener) {
    flat.assign(0);
    slices.begin(0, listener);
    slices.finishAll();
  }

  /**
   * Sets the gradients to sums over a batch.
   *
   * @param weight the sum of its weights, above 0
   * @param listener hears of slices of the gradients as they become final
   * @return the sum of row weight x loss
   */
  double forwardBackward(Batch batch, double weight, GradientListener listener) {
    slices.begin(weight, listener);
    double sum =
        execution.forwardBackward(batch, listener == GradientListener.NONE ? null : finished);
    slices.finishAll();
    return sum;
  }

  /** Makes one step, as DL4J's stochastic gradient descent does. */
  void step(double weight) {
    // Made before any rate is set: what it has in common blocks depends on the schedules.
    Optimizer made = optimizer();
    rates.set(rateFactor, network.iteration(), network.epoch());
    made.step(weight, network.iteration(), network.epoch());
    network.position(network.iteration() + 1, network.epoch());
    network.applyConstraints();
    if (network.iteration() % STEPS_BETWEEN_CLEARINGS == 0) {
      made.state().clearSubnormals();
    }
  }

  /** Frees the memory. */
  void close() {
    network.model().getGradientsViewArray().close();
    if (optimizer != null) {
      optimizer.close();
    }
  }
}
