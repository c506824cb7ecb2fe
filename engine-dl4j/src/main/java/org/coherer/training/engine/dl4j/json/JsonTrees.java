package org.coherer.training.engine.dl4j.json;

import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Parses texts as trees. */
public final class JsonTrees {

  private static final ObjectMapper TREES = new ObjectMapper();

  private JsonTrees() {}

  /**
   * Parses a text.
   *
   * @throws JsonProcessingException if it is not JSON
   * @throws IllegalArgumentException if it exceeds one of the {@link JsonLimits}
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    JsonLimits.check(text);
    return TREES.readTree(text);
  }
}
