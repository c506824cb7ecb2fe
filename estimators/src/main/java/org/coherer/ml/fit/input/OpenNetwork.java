package org.coherer.ml.fit.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.coherer.connector.column.InvalidParamException;

/** A Sequential as Keras writes it, without an Input. */
final class OpenNetwork {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KIND = "class_name";
  private static final String CONFIG = "config";
  private static final String LAYERS = "layers";

  private final JsonNode network;

  private OpenNetwork(JsonNode network) {
    this.network = network;
  }

  /** Reads a text; empty if it is anything else, of which an engine says what it must be. */
  static Optional<OpenNetwork> of(String text) {
    if (!text.contains("\"Sequential\"")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(text)).filter(OpenNetwork::isOpen).map(OpenNetwork::new);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static boolean isOpen(JsonNode network) {
    JsonNode first = network.path(CONFIG).path(LAYERS).path(0);
    return network.path(KIND).asText().equals("Sequential")
        && first.isObject()
        && !first.path(KIND).asText().equals("InputLayer")
        && !first.path(CONFIG).has("batch_shape")
        && !first.path(CONFIG).has("batch_input_shape");
  }

  /**
   * Returns the text of the network with an input in front.
   *
   * @throws IllegalArgumentException if its first layer takes images or sequences, and these are
   *     the sizes of none
   */
  String with(List<Integer> sizes) {
    check(sizes);
    ObjectNode completed = network.deepCopy();
    ArrayNode layers = (ArrayNode) completed.path(CONFIG).path(LAYERS);
    Set<String> names = new HashSet<>();
    layers.forEach(layer -> names.add(layer.path(CONFIG).path("name").asText()));
    String name = "input_layer";
    while (names.contains(name)) {
      name += "_";
    }
    ObjectNode input = layers.insertObject(0);
    input.put("module", "keras.layers").put(KIND, "InputLayer");
    ObjectNode config = input.putObject(CONFIG);
    ArrayNode shape = config.putArray("batch_shape").addNull();
    sizes.forEach(shape::add);
    config.put("dtype", "float32").put("name", name);
    input.putNull("registered_name");
    return completed.toString();
  }

  private void check(List<Integer> sizes) {
    String first = network.path(CONFIG).path(LAYERS).path(0).path(KIND).asText();
    int dimensions =
        first.endsWith("2D") ? 3 : first.endsWith("1D") || first.equals("LSTM") ? 2 : 0;
    if (dimensions > 0 && sizes.size() != dimensions) {
      throw new InvalidParamException(
          "Invalid network: its first layer, "
              + first
              + ", takes "
              + (dimensions == 3 ? "images" : "sequences")
              + ", and rows have the shape "
              + sizes
              + " (set featureShape to "
              + (dimensions == 3 ? "height, width and channels" : "steps and values")
              + ", or put an input before that layer)",
          "network",
          "featureShape");
    }
  }
}
