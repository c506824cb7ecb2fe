package org.coherer.training.engine.dl4j.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossCosineProximity;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;

/**
 * DL4J's losses by their names in the field, and the activations whose values they are defined for.
 * All are means over outputs, or sums over classes, as DL4J has them.
 */
final class Losses {

  /**
   * A loss.
   *
   * @param activations those that it can come behind; empty for all
   */
  private record Kind(
      Supplier<ILossFunction> maker, List<Class<? extends IActivation>> activations) {}

  private static final List<Class<? extends IActivation>> ALL = List.of();
  private static final List<Class<? extends IActivation>> PROBABILITIES =
      List.of(ActivationSigmoid.class, ActivationSoftmax.class);
  private static final List<Class<? extends IActivation>> POSITIVE =
      List.of(ActivationSigmoid.class, ActivationSoftmax.class, ActivationSoftPlus.class);
  private static final List<Class<? extends IActivation>> NOT_NEGATIVE =
      List.of(
          ActivationReLU.class,
          ActivationSigmoid.class,
          ActivationSoftmax.class,
          ActivationSoftPlus.class);

  /** Their targets are -1 and 1. */
  private static final List<Class<? extends IActivation>> SIGNED =
      List.of(ActivationIdentity.class, ActivationTanH.class);

  private static final Map<String, Kind> KINDS = new TreeMap<>();

  static {
    KINDS.put("crossEntropy", new Kind(LossMCXENT::new, List.of(ActivationSoftmax.class)));
    KINDS.put(
        "binaryCrossEntropy", new Kind(LossBinaryXENT::new, List.of(ActivationSigmoid.class)));
    KINDS.put("meanSquaredError", new Kind(LossMSE::new, ALL));
    KINDS.put("meanAbsoluteError", new Kind(LossMAE::new, ALL));
    KINDS.put("meanAbsolutePercentageError", new Kind(LossMAPE::new, ALL));
    KINDS.put("meanSquaredLogarithmicError", new Kind(LossMSLE::new, NOT_NEGATIVE));
    KINDS.put("poisson", new Kind(LossPoisson::new, POSITIVE));
    KINDS.put("kullbackLeibler", new Kind(LossKLD::new, PROBABILITIES));
    KINDS.put("cosineProximity", new Kind(LossCosineProximity::new, ALL));
    KINDS.put("hinge", new Kind(LossHinge::new, SIGNED));
    KINDS.put("squaredHinge", new Kind(LossSquaredHinge::new, SIGNED));
  }

  private Losses() {}

  /**
   * Makes a loss for an output layer.
   *
   * @throws IllegalArgumentException if the name is unknown, or the activation does not fit
   */
  static ILossFunction of(String name, IActivation activation) {
    Kind kind = KINDS.get(name);
    if (kind == null) {
      throw new IllegalArgumentException(
          "Unknown loss '" + name + "' (must be one of " + KINDS.keySet() + ")");
    }
    if (!kind.activations().isEmpty() && !kind.activations().contains(activation.getClass())) {
      throw new IllegalArgumentException(
          "Cannot train with the loss "
              + name
              + ": the output layer has the activation "
              + nameOf(activation.getClass())
              + " (must be one of "
              + kind.activations().stream().map(Losses::nameOf).toList()
              + "; change the network's output layer, or take another loss)");
    }
    return kind.maker().get();
  }

  private static String nameOf(Class<? extends IActivation> type) {
    return type.getSimpleName().replace("Activation", "").toLowerCase(Locale.ROOT);
  }
}
