package org.coherer.training.engine.dl4j.keras.file;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * Under which names a {@code .keras} file has the weights of layers: those of their classes, in
 * snake case, with a number behind the second and all later ones of a class.
 */
final class WeightGroups {

  private WeightGroups() {}

  /** Returns the groups by the names of the layers. */
  static Map<String, String> of(JsonNode network) {
    Map<String, String> groups = new HashMap<>();
    Map<String, Integer> used = new HashMap<>();
    for (JsonNode layer : network.path("config").path("layers")) {
      String kind = snakeCase(layer.path("class_name").asText());
      int before = used.merge(kind, 1, Integer::sum) - 1;
      groups.put(
          layer.path("config").path("name").asText(), before == 0 ? kind : kind + "_" + before);
    }
    return groups;
  }

  static String snakeCase(String name) {
    return name.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
