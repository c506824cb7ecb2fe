package org.coherer.training.engine.dl4j.keras.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * The input of a Keras model, from the settings of its first layer or its InputLayer.
 *
 * @param name what the input is called in the graph
 * @param shape of a row
 */
public record KerasInput(String name, List<Integer> shape) {

  private static final Set<String> FLOATS = Set.of("float32", "float64");
  private static final Set<String> WHOLE =
      Set.of("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32");

  /** Copies the shape. */
  public KerasInput {
    shape = List.copyOf(shape);
  }

  /**
   * Reads the shape of a row.
   *
   * @param settings of the layer that has the shape
   */
  static KerasInput of(String name, JsonNode settings) throws KerasException {
    // Keras 3 writes the second spelling.
    JsonNode sizes =
        settings.has("batch_input_shape")
            ? settings.path("batch_input_shape")
            : settings.path("batch_shape");
    List<Integer> shape = new ArrayList<>();
    long length = 1;
    for (int i = 1; i < Math.min(sizes.size(), 8); i++) {
      int size = sizes.path(i).asInt();
      length *= size;
      if (size < 1 || length > Integer.MAX_VALUE) {
        throw new KerasException(
            "its input has the shape "
                + KerasException.shown(sizes.toString())
                + " (all sizes but the first must be known; save it with an Input of fixed size)");
      }
      shape.add(size);
    }
    if (shape.isEmpty() || shape.size() > 3) {
      throw new KerasException(
          "its input has "
              + shape.size()
              + " dimensions (must be 1 to 3: numbers, a sequence, or an image; add an Input to a"
              + " Sequential that has none)");
    }
    return new KerasInput(name, shape);
  }

  /**
   * Checks the type of the numbers, which Keras rounds the input to.
   *
   * @param takers the layers that take the input
   */
  static void checkType(JsonNode settings, List<KerasLayer> takers) throws KerasException {
    JsonNode policy = settings.path("dtype");
    String type = policy.path("config").path("name").asText(policy.asText("float32"));
    boolean indexes = takers.stream().allMatch(layer -> layer.kind().equals("Embedding"));
    if (!FLOATS.contains(type) && !(indexes && WHOLE.contains(type))) {
      throw new KerasException(
          "its input has dtype = "
              + KerasException.shown(type)
              + " (must be float32 or float64, or whole numbers if an Embedding takes it)");
    }
  }
}
