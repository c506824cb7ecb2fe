package org.coherer.training.engine.dl4j.adapter;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a replica needs of DL4J's two kinds of network beyond the {@link Model} that they share.
 * Used by one thread at a time.
 */
public interface NetworkAdapter {

  /** Returns the network itself, initialized. */
  Model model();

  /** Allocates the gradients, which a network that only predicts does without. */
  void allocateGradients();

  /**
   * Sets what the next {@link Model#computeGradientAndScore} runs on: a matrix for each input and
   * one for each output.
   */
  void feed(INDArray[] features, INDArray[] targets);

  /** Drops what {@link #feed} and the run after it have left in the layers. */
  void release();

  /**
   * Has backward passes tell the key of each of the {@link #trainables} as soon as they have left
   * it, on their own thread, until this is called with null. Those that a pass does not enter are
   * not told.
   */
  void onBackward(Consumer<String> listener);

  /**
   * Has backward passes hand over the gradients of inputs: the number of the input, and a matrix
   * that is valid during the call, or null if a layer computes none. Those of an input that several
   * layers take come as the sum so far, again and again.
   */
  void onInputs(InputListener listener);

  /** Hears the gradients of inputs, on the thread of the backward pass. */
  @FunctionalInterface
  interface InputListener {

    /** The pass has come to an input. */
    void gradients(int input, INDArray values);
  }

  /** Returns the layers that have the losses, in the order of the outputs. */
  List<Layer> outputLayers();

  /** Returns the optimizer, made at the first call. */
  BaseMultiLayerUpdater<?> updater();

  /**
   * Returns what has parameters, in the order in which the parameters lie in memory. The keys are
   * the prefixes that DL4J gives to the names of gradients.
   */
  Map<String, Trainable> trainables();

  /** Returns what the network consists of, each behind those that it takes its input from. */
  List<Stage> stages();

  /** Returns the keys of the {@link #stages} whose outputs are the network's, in their order. */
  List<String> outputKeys();

  /** Returns the optimizer steps made so far. */
  int iteration();

  /** Returns the epochs completed so far. */
  int epoch();

  /** Sets both counters. */
  void position(int iteration, int epoch);

  /** Applies the constraints on parameters that follow a step. */
  void applyConstraints();

  /**
   * Computes the outputs in inference mode.
   *
   * @param features a matrix for each input
   * @param workspace an open workspace, which will hold the outputs
   */
  INDArray[] outputs(INDArray[] features, MemoryWorkspace workspace);

  /** Computes the losses in inference mode. What comes of it is known to those of the layers. */
  void score(INDArray[] features, INDArray[] targets);
}
