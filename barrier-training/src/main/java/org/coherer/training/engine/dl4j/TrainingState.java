package org.coherer.training.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.coherer.training.vector.FlatVector;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The part of a replica that only training needs: gradients, optimizer, optimizer state.
 *
 * <p>DL4J's optimizer is handed gradients that were divided already, with a batch size of 1: it can
 * only divide by whole numbers, and rows may be weighted.
 */
final class TrainingState {

  private final NetworkAdapter network;
  private final INDArray flat;
  private final FlatVector gradients;
  private final Gradient gradient;
  private final List<INDArray> tracked = new ArrayList<>();
  private final Updater updater;
  private final FlatVector optimizerState;
  private final RowLoss loss;
  private final LayerWorkspaceMgr workspaces = Workspaces.updater();

  TrainingState(NetworkAdapter network) {
    this.network = network;
    network.allocateGradients();
    INDArray whole = network.model().getGradientsViewArray();
    flat = whole.reshape(whole.length());
    gradients = NativeArrays.vector(whole);
    gradient = new DefaultGradient(whole);
    split();
    loss = RowLoss.install(network.outputLayer());
    updater = network.updater();
    optimizerState = NativeArrays.vector(updater.getStateViewArray());
  }

  /**
   * Names the parts of the gradients as the networks do, but once, so that a step can follow
   * gradients that came from other ranks alone.
   */
  private void split() {
    long from = 0;
    for (Map.Entry<String, Trainable> entry : network.trainables().entrySet()) {
      Trainable trainable = entry.getValue();
      for (Map.Entry<String, INDArray> parameter : trainable.paramTable(false).entrySet()) {
        long to = from + parameter.getValue().length();
        INDArray part = flat.get(NDArrayIndex.interval(from, to));
        gradient.setGradientFor(entry.getKey() + "_" + parameter.getKey(), part);
        if (!trainable.updaterDivideByMinibatch(parameter.getKey())) {
          tracked.add(part);
        }
        from = to;
      }
    }
  }

  FlatVector gradients() {
    return gradients;
  }

  FlatVector optimizerState() {
    return optimizerState;
  }

  void clearGradients() {
    flat.assign(0);
  }

  /**
   * Sets the gradients to sums over some rows.
   *
   * @param weights one column, or null where every row counts 1
   * @param weight their sum
   * @return the sum of row weight x loss
   */
  double forwardBackward(INDArray features, INDArray targets, INDArray weights, double weight) {
    network.feed(features, targets);
    loss.weights(weights);
    network.model().computeGradientAndScore(null);
    network.release();
    // Changes of tracked values are no sums over rows: the step's division must leave them as is.
    for (INDArray part : tracked) {
      part.muli(weight);
    }
    return loss.sum();
  }

  /** Makes one step, as DL4J's stochastic gradient descent does. */
  void step(double weight) {
    flat.divi(weight);
    updater.update(null, gradient, network.iteration(), network.epoch(), 1, workspaces);
    INDArray parameters = network.model().params();
    network
        .model()
        .getOptimizer()
        .getStepFunction()
        .step(parameters.reshape(parameters.length()), flat);
    network.position(network.iteration() + 1, network.epoch());
    network.applyConstraints();
  }

  /** Frees the memory. */
  void close() {
    INDArray whole = gradient.gradient();
    INDArray state = updater.getStateViewArray();
    whole.close();
    if (state != null) {
      state.close();
    }
  }
}
