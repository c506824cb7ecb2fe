package org.coherer.training.engine.dl4j.keras;

import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * The settings with which a Keras network was compiled.
 *
 * @param losses the loss, for the end of the network
 * @param optimizer the optimizer, without its state
 */
record KerasTraining(KerasLosses losses, IUpdater optimizer) {

  /** Reads them; a missing node stands for those of a network that was not compiled. */
  static KerasTraining of(JsonNode training) throws KerasException {
    KerasSettings.check("training_config", training, KerasTraining::refused);
    JsonNode loss = training.path("loss");
    while (loss.size() == 1 && !loss.has("class_name")) {
      // Lists and maps by the names of outputs: here there is one.
      loss = loss.iterator().next();
    }
    KerasObject found = KerasObject.of(loss);
    if (loss.isContainerNode() && (found == null || found.name().isEmpty())) {
      throw new KerasException(
          "it has the losses " + KerasException.shown(loss.toString()) + " (must be one)");
    }
    return new KerasTraining(
        KerasLosses.of(found),
        KerasOptimizers.of(KerasObject.of(training.path("optimizer_config"))));
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
