package org.coherer.training.engine.dl4j.config;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/**
 * How many floats layers keep for a row from the forward to the backward pass, beside their output
 * and its gradient. What does not grow with the batch, such as the patches of a convolution, is no
 * part of it.
 */
final class KeptInTraining {

  /** Of an LSTM, for each unit and step: four gates, the cell state and its activation. */
  private static final int OF_LSTM = 6;

  private KeptInTraining() {}

  /**
   * Returns how many floats a layer keeps. Where the number of steps is not known, it counts as
   * one.
   *
   * @param taken what the layer takes
   */
  static long of(Layer layer, InputType taken) {
    // A dropout in front of a layer has an output of its own, and what it has drawn.
    long dropped = layer.getIDropout() == null ? 0 : 2 * floats(taken);
    if (layer instanceof DropoutLayer) {
      return floats(taken);
    }
    if (layer instanceof AbstractLSTM lstm) {
      return dropped + lstm.getNOut() * (OF_LSTM * steps(taken) + 1);
    }
    if (layer instanceof LastTimeStep last) {
      Layer inner = last.getUnderlying();
      return of(inner, taken) + sequence(inner, taken);
    }
    if (layer instanceof Bidirectional both) {
      Layer inner = both.getFwd();
      return 2 * (of(inner, taken) + sequence(inner, taken));
    }
    return layer instanceof BaseWrapperLayer wrapper ? of(wrapper.getUnderlying(), taken) : dropped;
  }

  /**
   * Returns the floats of the whole sequence that an inner layer gives, and of its gradient. It has
   * as many steps as the one that the layer takes, which DL4J does not say of all layers.
   */
  private static long sequence(Layer inner, InputType taken) {
    return inner.getOutputType(0, taken) instanceof InputTypeRecurrent given
        ? 2 * given.getSize() * steps(taken)
        : 0;
  }

  private static long steps(InputType taken) {
    return taken instanceof InputTypeRecurrent sequence
        ? Math.max(1, sequence.getTimeSeriesLength())
        : 1;
  }

  private static long floats(InputType type) {
    return type instanceof InputTypeRecurrent sequence
        ? sequence.getSize() * steps(type)
        : Math.max(1, type.arrayElementsPerExample());
  }
}
