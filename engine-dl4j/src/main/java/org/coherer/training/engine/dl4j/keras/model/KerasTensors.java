package org.coherer.training.engine.dl4j.keras.model;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Reads which outputs layers take, in both of Keras's spellings. */
final class KerasTensors {

  /** More than the largest published networks have. */
  private static final int MAX_TENSORS = 2000;

  private KerasTensors() {}

  /**
   * Reads the inputs or outputs of a model: {@code ["name", 0, 0]}, or lists or maps of such.
   *
   * @param what they are, for messages
   */
  static List<String> names(JsonNode list, String what) throws KerasException {
    List<String> names = new ArrayList<>();
    add(list, names);
    if (names.isEmpty() || names.size() > MAX_TENSORS) {
      throw new KerasException(
          "it has "
              + (names.isEmpty() ? "no " : "more than " + MAX_TENSORS + " ")
              + what
              + "s (must have at least one)");
    }
    return names;
  }

  private static void add(JsonNode list, List<String> names) throws KerasException {
    if (list.path(0).isTextual()) {
      if (list.path(1).asInt(-1) != 0 || list.path(2).asInt(-1) != 0) {
        throw new KerasException(
            "it takes or gives "
                + KerasException.shown(list.toString())
                + " (must be the only output of a layer that is used once)");
      }
      names.add(list.path(0).textValue());
    } else if (names.size() <= MAX_TENSORS) {
      for (JsonNode each : list) {
        add(each, names);
      }
    }
  }

  /** Returns the names of the layers whose outputs one takes. */
  static List<String> inputs(JsonNode node) throws KerasException {
    JsonNode uses = node.path("inbound_nodes");
    if (uses.size() != 1) {
      throw plain(node).refused("is used " + uses.size() + " times (must be used once)");
    }
    List<String> names = new ArrayList<>();
    JsonNode use = uses.path(0);
    if (use.size() > MAX_TENSORS || use.path("args").path(0).size() > MAX_TENSORS) {
      throw plain(node).refused("takes more than " + MAX_TENSORS + " inputs");
    }
    if (use.isObject()) {
      for (JsonNode argument : use.path("args")) {
        for (JsonNode tensor : argument.isArray() ? argument : List.of(argument)) {
          names.add(taken(node, tensor.path("config").path("keras_history")));
        }
      }
      checkArguments(node, use.path("kwargs"), true);
    } else {
      for (JsonNode from : use) {
        names.add(taken(node, from));
        checkArguments(node, from.path(3), false);
      }
    }
    return names;
  }

  /** Reads {@code ["name", 0, 0]}: the first output of a layer's first use. */
  private static String taken(JsonNode node, JsonNode from) throws KerasException {
    boolean first =
        from.path(0).isTextual() && from.path(1).asInt(-1) == 0 && from.path(2).asInt(-1) == 0;
    if (!first) {
      throw plain(node)
          .refused(
              "takes "
                  + KerasException.shown(from.toString())
                  + " (must be the only output of a layer that is used once)");
    }
    return from.path(0).textValue();
  }

  private static void checkArguments(JsonNode node, JsonNode arguments, boolean ofKeras3)
      throws KerasException {
    for (var fields = arguments.fields(); fields.hasNext(); ) {
      var argument = fields.next();
      boolean without = argument.getKey().equals("training") && !isOfTraining(node, ofKeras3);
      if (!argument.getValue().isNull() && !without) {
        throw plain(node)
            .refused(
                "is called with "
                    + KerasException.shown(argument.getKey() + " = " + argument.getValue())
                    + " (must be called with its input alone)");
      }
    }
  }

  /** Returns whether a layer does something else where it is told that it is trained. */
  private static boolean isOfTraining(JsonNode node, boolean ofKeras3) {
    String kind = node.path("class_name").asText();
    return switch (kind) {
      // Keras 3 writes this of every recurrent layer, and goes by what the whole network is told.
      case "LSTM", "SimpleRNN", "Bidirectional" ->
          !ofKeras3 && node.path("config").path("dropout").asDouble() != 0;
      default ->
          kind.equals("BatchNormalization")
              || kind.endsWith("Dropout")
              || kind.endsWith("Dropout1D")
              || kind.endsWith("Dropout2D")
              || kind.equals("GaussianNoise");
    };
  }

  private static KerasLayer plain(JsonNode node) {
    return new KerasLayer(
        KerasNodes.name(node), node.path("class_name").asText(), node.path("config"), List.of());
  }
}
