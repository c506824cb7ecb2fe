package org.coherer.training.engine.dl4j.json;

import java.util.Map;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** Parses texts as trees, and writes texts. */
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

  /** Returns texts as an object, by their names. */
  public static String text(Map<String, String> texts) {
    ObjectNode object = TREES.createObjectNode();
    texts.forEach(object::put);
    return object.toString();
  }
}
