package org.coherer.training.engine.dl4j.translation;

import java.util.Set;
import org.coherer.training.network.Loss;
import org.coherer.training.network.function.Activation;
import org.coherer.training.network.function.Activations;
import org.coherer.training.network.function.Curve;
import org.coherer.training.network.function.Curves;
import org.coherer.training.network.function.Elu;
import org.coherer.training.network.function.LeakyRelu;
import org.coherer.training.network.function.SigmoidWeighted;
import org.coherer.training.network.loss.BinaryCrossEntropy;
import org.coherer.training.network.loss.Poisson;
import org.coherer.training.network.loss.PowerError;
import org.coherer.training.network.loss.PowerError.Kind;
import org.coherer.training.network.loss.SoftmaxCrossEntropy;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;

/** Our own functions and losses for those of DL4J. */
final class Functions {

  /** Those of DL4J's that are called: of single numbers, without a state or random numbers. */
  private static final Set<Class<? extends IActivation>> ELEMENTWISE =
      Set.of(
          ActivationCube.class,
          ActivationELU.class,
          ActivationHardSigmoid.class,
          ActivationHardTanH.class,
          ActivationIdentity.class,
          ActivationLReLU.class,
          ActivationReLU.class,
          ActivationReLU6.class,
          ActivationRectifiedTanh.class,
          ActivationSELU.class,
          ActivationSigmoid.class,
          ActivationSoftSign.class,
          ActivationTanH.class,
          ActivationThresholdedReLU.class);

  private static final Curve GELU_OF_SIGMOID = new SigmoidWeighted(1.702, 0);

  /**
   * (1 + tanh(y)) / 2 is the sigmoid of 2 y. In the paper, 0.044715 is a factor of the cubic term;
   * DL4J raises it to the third power, too.
   */
  private static final Curve GELU_OF_TANH =
      new SigmoidWeighted(2 * Math.sqrt(2 / Math.PI), Math.pow(0.044715, 3));

  private Functions() {}

  /** Returns ours, or null if there is none. */
  static Activation ours(IActivation function) {
    Class<?> type = function.getClass();
    if (type == ActivationIdentity.class) {
      return Activations.IDENTITY;
    }
    if (type == ActivationReLU.class && function.equals(new ActivationReLU())) {
      return Activations.RELU;
    }
    if (type == ActivationTanH.class) {
      return Activations.TANH;
    }
    if (type == ActivationSigmoid.class) {
      return Activations.SIGMOID;
    }
    if (function instanceof ActivationLReLU leaky
        && type == ActivationLReLU.class
        && leaky.getAlpha() >= 0
        && leaky.getAlpha() <= 1) {
      return new LeakyRelu((float) leaky.getAlpha());
    }
    if (function instanceof ActivationELU elu
        && type == ActivationELU.class
        && elu.getAlpha() >= 0) {
      return new Elu((float) elu.getAlpha(), 1);
    }
    return type == ActivationSELU.class ? Elu.SELU : null;
  }

  /** Returns our curve where DL4J's values or slopes are not finite but ours are; else null. */
  static Curve curve(IActivation function) {
    Class<?> type = function.getClass();
    if (type == ActivationSwish.class) {
      return new SigmoidWeighted(1, 0);
    }
    if (function instanceof ActivationGELU gelu && type == ActivationGELU.class) {
      return gelu.isPrecise() ? GELU_OF_TANH : GELU_OF_SIGMOID;
    }
    if (type == ActivationSoftPlus.class) {
      return Curves.SOFTPLUS;
    }
    if (type == ActivationMish.class) {
      return Curves.MISH;
    }
    return type == ActivationRationalTanh.class ? Curves.RATIONAL_TANH : null;
  }

  /** Returns whether DL4J's may be called for numbers in any order. */
  static boolean isElementwise(IActivation function) {
    return ELEMENTWISE.contains(function.getClass());
  }

  /** Returns whether DL4J's may be called for vectors. */
  static boolean isOfVectors(IActivation function) {
    return isElementwise(function) || function.getClass() == ActivationSoftmax.class;
  }

  /** Returns ours, or DL4J's if there is none. */
  static Loss loss(int width, ILossFunction loss, IActivation activation) {
    Class<?> type = loss.getClass();
    if (loss instanceof LossMCXENT entropy
        && (type == LossMCXENT.class || type == LossNegativeLogLikelihood.class)
        && entropy.getWeights() == null
        && activation.getClass() == ActivationSoftmax.class) {
      return new SoftmaxCrossEntropy(width, entropy.getSoftmaxClipEps());
    }
    if (loss instanceof LossBinaryXENT entropy
        && type == LossBinaryXENT.class
        && entropy.getWeights() == null
        && activation.getClass() == ActivationSigmoid.class) {
      return new BinaryCrossEntropy(width, entropy.getClipEps());
    }
    if (type == LossPoisson.class && activation.getClass() == ActivationSoftPlus.class) {
      return new Poisson(width);
    }
    Activation last = ours(activation);
    if (last != null && loss instanceof LossL2 squares && squares.getWeights() == null) {
      if (type == LossL2.class || type == LossMSE.class) {
        return new PowerError(width, Kind.SQUARED, type == LossMSE.class, last);
      }
    }
    if (last != null && loss instanceof LossL1 absolutes && absolutes.getWeights() == null) {
      if (type == LossL1.class || type == LossMAE.class) {
        return new PowerError(width, Kind.ABSOLUTE, type == LossMAE.class, last);
      }
    }
    return new Dl4jLoss(width, loss, activation);
  }
}
