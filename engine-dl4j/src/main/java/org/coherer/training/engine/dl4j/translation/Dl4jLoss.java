package org.coherer.training.engine.dl4j.translation;

import org.coherer.training.engine.dl4j.natives.NativeArrays;
import org.coherer.training.network.Loss;
import org.coherer.training.network.memory.Memory;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** A loss of DL4J's, behind an activation that gives it numbers that it can take. */
final class Dl4jLoss implements Loss {

  private final int width;
  private final ILossFunction loss;
  private final IActivation activation;
  private final IActivation finite;

  Dl4jLoss(int width, ILossFunction loss, IActivation activation) {
    this.width = width;
    this.loss = loss;
    this.activation = activation;
    this.finite = FiniteActivation.of(activation);
  }

  @Override
  public void activate(Memory values, int rows) {
    INDArray view = NativeArrays.matrix(values.buffer(), rows, width);
    boolean curved = Functions.curve(activation) != null;
    view.assign((curved ? finite : activation).getActivation(view.dup(), false));
  }

  @Override
  public double compute(Memory values, Memory targets, Memory weights, Memory gradient, int rows) {
    INDArray before = NativeArrays.matrix(values.buffer(), rows, width).dup();
    INDArray wanted = NativeArrays.matrix(targets.buffer(), rows, width);
    INDArray column = weights == null ? null : NativeArrays.matrix(weights.buffer(), rows, 1);
    INDArray scores = loss.computeScoreArray(wanted, before.dup(), finite, null);
    if (column != null) {
      scores = scores.reshape(rows, 1).muli(column);
    }
    if (gradient != null) {
      INDArray slope = loss.computeGradient(wanted, before, finite, null);
      NativeArrays.matrix(gradient.buffer(), rows, width)
          .assign(column == null ? slope : slope.muliColumnVector(column));
    }
    activate(values, rows);
    return scores.sumNumber().doubleValue();
  }
}
