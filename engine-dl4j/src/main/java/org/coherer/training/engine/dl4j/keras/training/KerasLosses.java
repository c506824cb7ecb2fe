package org.coherer.training.engine.dl4j.keras.training;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.setting.KerasObject;
import org.coherer.training.engine.dl4j.keras.setting.KerasSettings;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossCosineProximity;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;

/**
 * The loss that Keras minimized, as DL4J's. A loss of logits becomes that of probabilities behind a
 * softmax or a sigmoid, so outputs are probabilities where Keras gives logits.
 */
public final class KerasLosses {

  private static final String CLASSES = "CategoricalCrossentropy";
  private static final String SPARSE = "SparseCategoricalCrossentropy";
  private static final String BINARY = "BinaryCrossentropy";

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

  /** The names of functions, in all spellings, and the classes that compute the same. */
  private static final Map<String, String> CLASS_OF = new TreeMap<>();

  static {
    name(CLASSES, "categorical_crossentropy");
    name(SPARSE, "sparse_categorical_crossentropy");
    name(BINARY, "binary_crossentropy", "bce", "BCE");
    name("MeanSquaredError", "mean_squared_error", "mse", "MSE");
    name("MeanAbsoluteError", "mean_absolute_error", "mae", "MAE");
    name("MeanAbsolutePercentageError", "mean_absolute_percentage_error", "mape", "MAPE");
    name("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error", "msle", "MSLE");
    name("KLDivergence", "kullback_leibler_divergence", "kl_divergence", "kld", "KLD");
    name("Poisson", "poisson");
    name("CosineSimilarity", "cosine_similarity");
  }

  private static void name(String kind, String... names) {
    CLASS_OF.put(kind, kind);
    for (String name : names) {
      CLASS_OF.put(name, kind);
    }
  }

  /** An activation and the loss behind it. */
  public record Ending(IActivation activation, ILossFunction loss) {}

  private final String kind;
  private final boolean ofLogits;

  private KerasLosses(String kind, boolean ofLogits) {
    this.kind = kind;
    this.ofLogits = ofLogits;
  }

  /**
   * Reads a loss.
   *
   * @param loss null if the network was saved without one. Then it is cross-entropy behind a
   *     softmax or a sigmoid, and else the mean squared error
   */
  public static KerasLosses of(KerasObject loss) throws KerasException {
    if (loss == null) {
      return new KerasLosses("", false);
    }
    String kind = CLASS_OF.get(loss.ofKeras().name());
    if (kind == null) {
      throw refused(
          loss.name(),
          "has no counterpart here (must be one of " + new TreeSet<>(CLASS_OF.values()));
    }
    KerasSettings.check(
        kind,
        loss.settings(),
        (setting, remedy) ->
            refused(
                loss.name(),
                "has "
                    + KerasException.shown(setting + " = " + loss.settings().path(setting))
                    + " ("
                    + remedy));
    return new KerasLosses(kind, loss.settings().path("from_logits").asBoolean(false));
  }

  private static KerasException refused(String name, String problem) {
    return new KerasException(
        "its loss "
            + KerasException.shown(name)
            + " "
            + problem
            + "; or save it without a loss: load it with compile=False, and save it again)");
  }

  /**
   * Returns the end of a network.
   *
   * @param last the activation that its last layer has in Keras
   * @param width the number of outputs
   * @throws KerasException if the loss has no counterpart behind that activation
   */
  public Ending behind(IActivation last, int width) throws KerasException {
    IActivation activation = last;
    if (ofLogits && last instanceof ActivationIdentity) {
      activation = kind.equals(BINARY) ? new ActivationSigmoid() : new ActivationSoftmax();
    }
    return new Ending(activation, function(activation, width));
  }

  private ILossFunction function(IActivation activation, int width) throws KerasException {
    return switch (kind) {
      case "" ->
          activation instanceof ActivationSoftmax
              ? new LossMCXENT()
              : activation instanceof ActivationSigmoid ? new LossBinaryXENT() : new LossMSE();
      case "MeanSquaredError" -> new LossMSE();
      case "MeanAbsoluteError" -> new LossMAE();
      case "MeanAbsolutePercentageError" -> new LossMAPE();
      case "CosineSimilarity" -> new LossCosineProximity();
      case "MeanSquaredLogarithmicError" -> fitting(new LossMSLE(), activation, NOT_NEGATIVE);
      case "KLDivergence" -> fitting(new LossKLD(), activation, PROBABILITIES);
      case "Poisson" -> poisson(activation, width);
      case BINARY -> binary(activation, width);
      default -> fitting(new LossMCXENT(), activation, List.of(ActivationSoftmax.class));
    };
  }

  /** Keras averages over outputs what DL4J sums. */
  private ILossFunction binary(IActivation activation, int width) throws KerasException {
    ILossFunction loss =
        width == 1
            ? new LossBinaryXENT()
            : new LossBinaryXENT(Nd4j.valueArrayOf(1, width, 1f / width));
    return fitting(loss, activation, List.of(ActivationSigmoid.class));
  }

  /** DL4J sums over outputs, with no weights, what Keras averages. */
  private ILossFunction poisson(IActivation activation, int width) throws KerasException {
    if (width > 1) {
      throw refused(kind, "is of " + width + " outputs (must be of one");
    }
    return fitting(new LossPoisson(), activation, POSITIVE);
  }

  private ILossFunction fitting(
      ILossFunction loss, IActivation activation, List<Class<? extends IActivation>> activations)
      throws KerasException {
    if (!activations.contains(activation.getClass())) {
      throw refused(
          kind,
          "is behind the activation "
              + name(activation.getClass())
              + " (must be behind one of "
              + activations.stream().map(KerasLosses::name).toList());
    }
    return loss;
  }

  private static String name(Class<? extends IActivation> activation) {
    return activation.getSimpleName().replace("Activation", "").toLowerCase(Locale.ROOT);
  }
}
