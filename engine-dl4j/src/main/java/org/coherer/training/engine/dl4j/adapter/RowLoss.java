package org.coherer.training.engine.dl4j.adapter;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A network's own loss, each row times its weight, with the sum kept.
 *
 * <p>DL4J's label masks are no weights: its output layers multiply them into their pre-activations
 * too, which is right for 0 and 1 alone.
 */
public final class RowLoss implements ILossFunction {

  private static final long serialVersionUID = 1;

  private final ILossFunction loss;
  private INDArray weights;
  private INDArray outputs;
  private double sum;

  private RowLoss(ILossFunction loss) {
    this.loss = loss;
  }

  /** Puts itself in the place of the loss of an output layer. */
  public static RowLoss install(Layer outputLayer) {
    if (outputLayer.conf().getLayer() instanceof BaseOutputLayer output) {
      RowLoss loss = new RowLoss(output.getLossFn());
      output.setLossFn(loss);
      return loss;
    }
    LossLayer output = (LossLayer) outputLayer.conf().getLayer();
    RowLoss loss = new RowLoss(output.getLossFn());
    output.setLossFn(loss);
    return loss;
  }

  /**
   * Sets the weights of the rows that come next.
   *
   * @param column one weight per row, or null where every row counts 1
   */
  public void weights(INDArray column) {
    weights = column;
  }

  /**
   * Sets where the output of the network goes whenever a score is computed; null for nowhere. What
   * a loss is computed from is the output before its activation.
   */
  public void outputs(INDArray target) {
    outputs = target;
  }

  /** Returns the sum over the rows that the last score was computed for. */
  public double sum() {
    return sum;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    if (outputs != null) {
      INDArray activated = activation.getActivation(preOutput.dup(), false);
      outputs.assign(activated.reshape(outputs.shape()));
    }
    sum =
        weights == null
            ? loss.computeScore(labels, preOutput, activation, mask, false)
            : computeScoreArray(labels, preOutput, activation, mask).sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    INDArray scores = loss.computeScoreArray(labels, preOutput, activation, mask);
    return weights == null ? scores : scores.reshape(weights.shape()).muli(weights);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    // A copy, since activations overwrite what they are given, and a LossLayer's score comes later.
    INDArray gradient = loss.computeGradient(labels, preOutput.dup(), activation, mask);
    return weights == null ? gradient : gradient.muliColumnVector(weights);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, preOutput, activation, mask, average),
        computeGradient(labels, preOutput, activation, mask));
  }

  @Override
  public String name() {
    return loss.name();
  }
}
