package org.coherer.training.engine.dl4j.keras.setting;

import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.JsonNodeFactory;

/**
 * A function, a loss, an optimizer or the like, of which Keras writes the name, or its class with
 * settings.
 *
 * @param name of the function or the class, as it is written
 * @param settings a missing node if it has none
 */
public record KerasObject(String name, JsonNode settings) {

  private static final String FUNCTION = "function";

  /** Custom objects have it in front of their names, and so has an optimizer of Keras 2.11. */
  private static final String CUSTOM = "Custom>";

  /** Reads one; null if there is none. */
  public static KerasObject of(JsonNode node) {
    if (node.isTextual()) {
      return new KerasObject(node.textValue(), JsonNodeFactory.instance.missingNode());
    }
    if (!node.isObject()) {
      return null;
    }
    String kind = node.path("class_name").asText();
    JsonNode settings = node.path("config");
    return kind.equals(FUNCTION) && settings.isTextual()
        ? new KerasObject(settings.textValue(), JsonNodeFactory.instance.missingNode())
        : new KerasObject(kind, settings);
  }

  /** Returns the same under the name of Keras's own class. */
  public KerasObject ofKeras() {
    return name.startsWith(CUSTOM)
        ? new KerasObject(name.substring(CUSTOM.length()), settings)
        : this;
  }
}
