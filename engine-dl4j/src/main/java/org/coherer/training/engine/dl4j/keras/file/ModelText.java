package org.coherer.training.engine.dl4j.keras.file;

import java.util.Optional;
import org.coherer.training.engine.dl4j.json.JsonTrees;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;

/** What {@code to_json()} of a Keras model gives: a network without weights. */
public final class ModelText implements SavedModel {

  private static final String COMPILED = "compile_config";

  private final JsonNode model;

  private ModelText(JsonNode model) {
    this.model = model;
  }

  /**
   * Reads a description.
   *
   * @param what it is, for messages, such as {@code config.json}
   */
  public static ModelText of(String text, String what) throws KerasException {
    return new ModelText(parsed(text, what));
  }

  /** Parses a text of Keras's within the limits of {@link JsonTrees}. */
  static JsonNode parsed(String text, String what) throws KerasException {
    try {
      return JsonTrees.parse(text);
    } catch (JsonProcessingException e) {
      throw new KerasException("its " + what + " is not JSON");
    } catch (IllegalArgumentException e) {
      throw new KerasException("its " + what + " is refused: " + e.getMessage());
    }
  }

  /** Returns whether a text describes a model of Keras's, whatever else is wrong with it. */
  public static boolean isModel(String text) {
    if (!text.contains("class_name")) {
      return false;
    }
    try {
      JsonNode tree = JsonTrees.parse(text);
      return tree.path("class_name").isTextual() && tree.has("config");
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Keras 2 writes its version, Keras 3 does not. */
  @Override
  public boolean isOfKeras3() {
    return model.path("keras_version").asText("3.").startsWith("3.");
  }

  @Override
  public JsonNode network() {
    return model;
  }

  @Override
  public JsonNode training() {
    return model.path(COMPILED);
  }

  @Override
  public Optional<WeightSource> weights() {
    return Optional.empty();
  }
}
