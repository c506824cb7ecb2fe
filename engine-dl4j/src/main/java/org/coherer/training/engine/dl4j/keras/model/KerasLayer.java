package org.coherer.training.engine.dl4j.keras.model;

import java.util.List;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.setting.KerasSettings;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * The description of a Keras layer.
 *
 * @param kind the name of its class
 * @param settings what Keras calls its config
 * @param inputs the names of the layers whose outputs it takes
 */
public record KerasLayer(String name, String kind, JsonNode settings, List<String> inputs) {

  /** More than any image needs, and a sum of two is far from what an int holds. */
  private static final int MAX_MARGIN = 100_000;

  /** Checks that there is a translation for every setting. */
  public void check() throws KerasException {
    KerasSettings.check(kind, settings, this::refused);
  }

  /** Returns whether training changes its weights. */
  public boolean isTrained() {
    return settings.path("trainable").asBoolean(true);
  }

  /** Returns a whole number above 0. */
  public int positive(String setting) throws KerasException {
    JsonNode value = settings.path(setting);
    if (!value.isInt() || value.intValue() < 1) {
      throw refused(setting, "must be a whole number above 0");
    }
    return value.intValue();
  }

  /** Returns a number. */
  public double number(String setting, double otherwise) throws KerasException {
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
  public double probability(String setting) throws KerasException {
    double value = number(setting, 0);
    if (!(value >= 0 && value < 1)) {
      throw refused(setting, "must be a probability below 1");
    }
    return value;
  }

  /** Returns whole numbers above 0; Keras may write one for all of them. */
  public int[] sizes(String setting, int count) throws KerasException {
    JsonNode value = settings.path(setting);
    int[] sizes = new int[count];
    for (int i = 0; i < count; i++) {
      JsonNode size = value.isInt() ? value : value.path(i);
      if (!size.isInt() || size.intValue() < 1 || (value.isArray() && value.size() != count)) {
        throw refused(
            setting,
            "must be " + (count == 1 ? "a whole number" : "two whole numbers") + " above 0");
      }
      sizes[i] = size.intValue();
    }
    return sizes;
  }

  /**
   * Returns the numbers in front of and behind each dimension, which Keras writes in three ways.
   */
  public int[] margins(String setting) throws KerasException {
    JsonNode value = settings.path(setting);
    int[] margins = new int[4];
    for (int i = 0; i < margins.length; i++) {
      JsonNode ofDimension = value.isInt() ? value : value.path(i / 2);
      JsonNode margin = ofDimension.isInt() ? ofDimension : ofDimension.path(i % 2);
      if (!margin.isInt() || margin.intValue() < 0 || margin.intValue() > MAX_MARGIN) {
        throw refused(setting, "must be whole numbers from 0 to " + MAX_MARGIN);
      }
      margins[i] = margin.intValue();
    }
    return margins;
  }

  /** Returns a layer that this one has as a setting. */
  public KerasLayer inner(String setting) throws KerasException {
    return KerasNodes.layer(settings.path(setting), inputs);
  }

  /** Returns whether a setting is true. */
  public boolean is(String setting) {
    return settings.path(setting).asBoolean(false);
  }

  public String text(String setting, String otherwise) {
    JsonNode value = settings.path(setting);
    return value.isTextual() ? value.textValue() : otherwise;
  }

  /** Refuses an unsupported setting. */
  public void require(boolean supported, String setting, String remedy) throws KerasException {
    if (!supported) {
      throw refused(setting, remedy);
    }
  }

  /** Returns what to throw if the layer cannot be imported. */
  public KerasException refused(String problem) {
    return new KerasException(
        "layer '"
            + KerasException.shown(name)
            + "', "
            + KerasException.shown(kind)
            + ", "
            + problem);
  }

  /** Returns what to throw if a setting cannot be imported. */
  public KerasException refused(String setting, String remedy) {
    JsonNode value = settings.path(setting);
    String found = value.isMissingNode() ? "no " + setting : setting + " = " + value;
    return refused("has " + KerasException.shown(found) + " (" + remedy + ")");
  }
}
