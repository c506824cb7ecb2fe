package org.coherer.training.engine.dl4j.keras.training;

import java.util.List;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.setting.KerasObject;
import org.coherer.training.engine.dl4j.keras.setting.KerasSettings;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.shade.jackson.databind.JsonNode;

/** The optimizer of a Keras network, as DL4J's. Its state stays in the file. */
public final class KerasOptimizers {

  private static final double RATE = 0.001;
  private static final double EPSILON = 1e-7;

  private final String name;
  private final JsonNode settings;

  private KerasOptimizers(KerasObject optimizer) {
    this.name = optimizer.ofKeras().name();
    this.settings = optimizer.settings();
  }

  /**
   * Reads an optimizer.
   *
   * @param optimizer null if the network was saved without one: then it is Adam, as Keras has it
   * @throws KerasException if DL4J has none that steps alike. The message says why
   */
  public static IUpdater of(KerasObject optimizer) throws KerasException {
    return optimizer == null
        ? new Adam(
            RATE, Adam.DEFAULT_ADAM_BETA1_MEAN_DECAY, Adam.DEFAULT_ADAM_BETA2_VAR_DECAY, EPSILON)
        : new KerasOptimizers(optimizer).translated();
  }

  private IUpdater translated() throws KerasException {
    if (!List.of("SGD", "Adam", "RMSprop").contains(name)) {
      throw new KerasException(
          "its optimizer " + KerasException.shown(name) + " has no counterpart here" + remedy());
    }
    KerasSettings.check(name, settings, this::refused);
    if (settings.path("learning_rate").isContainerNode()) {
      throw refused("learning_rate", "must be a number: set a schedule where it is trained");
    }
    return switch (name) {
      case "SGD" -> sgd();
      case "Adam" -> adam();
      default -> new RmsProp(rate(RATE), number("rho", 0.9), number("epsilon", EPSILON));
    };
  }

  private IUpdater sgd() throws KerasException {
    double momentum = number("momentum", 0);
    if (momentum == 0) {
      return new Sgd(rate(0.01));
    }
    if (!settings.path("nesterov").asBoolean(false)) {
      throw refused("momentum", "must be 0 without nesterov");
    }
    return new Nesterovs(rate(0.01), momentum);
  }

  private IUpdater adam() throws KerasException {
    double beta1 = number("beta_1", Adam.DEFAULT_ADAM_BETA1_MEAN_DECAY);
    double beta2 = number("beta_2", Adam.DEFAULT_ADAM_BETA2_VAR_DECAY);
    double epsilon = number("epsilon", EPSILON);
    return settings.path("amsgrad").asBoolean(false)
        ? new AMSGrad(rate(RATE), beta1, beta2, epsilon)
        : new Adam(rate(RATE), beta1, beta2, epsilon);
  }

  private double rate(double otherwise) throws KerasException {
    return number(settings.has("lr") ? "lr" : "learning_rate", otherwise);
  }

  private double number(String setting, double otherwise) throws KerasException {
    JsonNode value = settings.path(setting);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() < 1e6)) {
      throw refused(setting, "must be a number of at least 0");
    }
    return value.doubleValue();
  }

  private KerasException refused(String setting, String problem) {
    return new KerasException(
        "its optimizer "
            + KerasException.shown(name)
            + " has "
            + KerasException.shown(setting + " = " + settings.path(setting))
            + ", which "
            + problem
            + remedy());
  }

  private static String remedy() {
    return " (save it without an optimizer: load it with compile=False, and save it again; and set"
        + " one where it is trained)";
  }
}
