package org.coherer.training.engine.dl4j.keras;

import java.util.List;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * The description of a Keras layer.
 *
 * @param kind the name of its class
 * @param settings what Keras calls its config
 * @param inputs the names of the layers whose outputs it takes
 */
record KerasLayer(String name, String kind, JsonNode settings, List<String> inputs) {

  /** Checks that there is a translation for every setting. */
  void check() throws KerasException {
    KerasSettings.check(kind, settings, this::refused);
  }

  /** Returns whether training changes its weights. */
  boolean isTrained() {
    return settings.path("trainable").asBoolean(true);
  }

  /** Returns a whole number above 0. */
  int positive(String setting) throws KerasException {
    JsonNode value = settings.path(setting);
    if (!value.isInt() || value.intValue() < 1) {
      throw refused(setting, "must be a whole number above 0");
    }
    return value.intValue();
  }

  /** Returns a number. */
  double number(String setting, double otherwise) throws KerasException {
    JsonNode value = settings.path(setting);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw refused(setting, "must be a number");
    }
    return value.doubleValue();
  }

  /** Returns a probability that is not 1. */
  double probability(String setting) throws KerasException {
    double value = number(setting, 0);
    if (!(value >= 0 && value < 1)) {
      throw refused(setting, "must be a probability below 1");
    }
    return value;
  }

  /** Returns two whole numbers above 0; Keras may write one for both. */
  int[] pair(String setting) throws KerasException {
    JsonNode value = settings.path(setting);
    if (value.isInt()) {
      return new int[] {positive(setting), positive(setting)};
    }
    if (value.size() != 2 || !(value.path(0).asInt() > 0 && value.path(1).asInt() > 0)) {
      throw refused(setting, "must be two whole numbers above 0");
    }
    return new int[] {value.path(0).asInt(), value.path(1).asInt()};
  }

  /** Returns whether a setting is true. */
  boolean is(String setting) {
    return settings.path(setting).asBoolean(false);
  }

  String text(String setting, String otherwise) {
    JsonNode value = settings.path(setting);
    return value.isTextual() ? value.textValue() : otherwise;
  }

  /** Refuses an unsupported setting. */
  void require(boolean supported, String setting, String remedy) throws KerasException {
    if (!supported) {
      throw refused(setting, remedy);
    }
  }

  /** Returns what to throw if the layer cannot be imported. */
  KerasException refused(String problem) {
    return new KerasException(
        "layer '"
            + KerasException.shown(name)
            + "', "
            + KerasException.shown(kind)
            + ", "
            + problem);
  }

  private KerasException refused(String setting, String remedy) {
    JsonNode value = settings.path(setting);
    String found = value.isMissingNode() ? "no " + setting : setting + " = " + value;
    return refused("has " + KerasException.shown(found) + " (" + remedy + ")");
  }
}
