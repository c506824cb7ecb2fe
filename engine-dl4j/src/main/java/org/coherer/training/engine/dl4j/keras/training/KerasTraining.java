package org.coherer.training.engine.dl4j.keras.training;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.setting.KerasObject;
import org.coherer.training.engine.dl4j.keras.setting.KerasSettings;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * The settings with which a Keras network was compiled.
 *
 * @param losses the loss of each output
 * @param optimizer the optimizer, without its state
 */
public record KerasTraining(List<KerasLosses> losses, IUpdater optimizer) {

  /** Copies the losses. */
  public KerasTraining {
    losses = List.copyOf(losses);
  }

  /**
   * Reads them.
   *
   * @param training a missing node stands for those of a network that was not compiled
   * @param outputs the names of the outputs
   */
  public static KerasTraining of(JsonNode training, List<String> outputs) throws KerasException {
    KerasSettings.check("training_config", training, KerasTraining::refused);
    checkWeights(training.path("loss_weights"));
    JsonNode loss = training.path("loss");
    List<KerasLosses> losses = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      losses.add(KerasLosses.of(named(loss, i, outputs)));
    }
    // Keras 3 has another name for it in its own files than in HDF5.
    JsonNode optimizer =
        training.has("optimizer") ? training.path("optimizer") : training.path("optimizer_config");
    return new KerasTraining(losses, KerasOptimizers.of(KerasObject.of(optimizer)));
  }

  /** Returns the loss of an output: one for all, or that of a list or of a map by names. */
  private static KerasObject named(JsonNode losses, int output, List<String> outputs)
      throws KerasException {
    boolean several = losses.isContainerNode() && !losses.has("class_name");
    JsonNode loss = losses;
    if (several) {
      loss = losses.isArray() ? losses.path(output) : losses.path(outputs.get(output));
      if (outputs.size() == 1 && losses.size() == 1) {
        loss = losses.iterator().next();
      }
    }
    if (several && loss.isContainerNode() && !loss.has("class_name")) {
      return named(loss, 0, List.of(outputs.get(output)));
    }
    KerasObject found = KerasObject.of(loss);
    if (several && (losses.size() != outputs.size() || found == null || found.name().isEmpty())) {
      throw new KerasException(
          "it has the losses "
              + KerasException.shown(losses.toString())
              + " (must be one for each of its outputs "
              + KerasException.shown(outputs.toString())
              + ")");
    }
    return found;
  }

  private static void checkWeights(JsonNode weights) throws KerasException {
    for (JsonNode weight : weights.isContainerNode() ? weights : List.of(weights)) {
      boolean none = weight.isNull() || weight.isMissingNode();
      if (!none && !(weight.isNumber() && weight.doubleValue() == 1)) {
        throw refused("loss_weights", "must be null, or 1 for each output");
      }
    }
  }

  private static KerasException refused(String setting, String remedy) {
    return new KerasException(
        "it was compiled with a setting "
            + KerasException.shown(setting)
            + " that "
            + remedy
            + " (compile it without, or save it without: load it with compile=False and save it"
            + " again)");
  }
}
