package org.coherer.training.engine.dl4j.extension;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a parametric activation by ND4J's operations, where DL4J runs the network. */
final class ParametricActivationRun extends SameDiffLayer {

  private static final long serialVersionUID = 1L;

  private final IActivation function;

  ParametricActivationRun(
      NeuralNetConfiguration configuration, IActivation function, DataType type) {
    super(configuration, type);
    this.function = function;
  }

  private INDArray share() {
    return paramTable.get(ParametricActivationLayer.SHARE).reshape(-1);
  }

  /** Returns how far the function is from its arguments. */
  private INDArray bend(boolean training) {
    return function.getActivation(input.dup(), training).sub(input);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    INDArray result = bend(training).muliRowVector(share()).addi(input);
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, result);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray view = gradTable.get(ParametricActivationLayer.SHARE);
    view.assign(bend(true).muli(epsilon).sum(0).reshape(view.shape()));
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(ParametricActivationLayer.SHARE, view);
    INDArray bent = epsilon.mulRowVector(share());
    INDArray straight = epsilon.sub(bent);
    INDArray inputs = function.backprop(input.dup(), bent).getFirst().add(straight);
    return new Pair<>(
        gradient,
        backpropDropOutIfPresent(workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, inputs)));
  }
}
