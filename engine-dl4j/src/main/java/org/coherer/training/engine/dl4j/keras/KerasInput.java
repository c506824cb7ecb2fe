package org.coherer.training.engine.dl4j.keras;

import java.util.List;
import java.util.Set;
import org.nd4j.shade.jackson.databind.JsonNode;

/** The input of a Keras model, from the settings of its first layer or its InputLayer. */
final class KerasInput {

  private static final Set<String> FLOATS = Set.of("float32", "float64");
  private static final Set<String> WHOLE =
      Set.of("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32");

  private KerasInput() {}

  /**
   * Reads the shape of a row.
   *
   * @param name what the input is called in the graph
   * @param settings of the layer that has the shape
   */
  static Tensor of(String name, JsonNode settings) throws KerasException {
    // Keras 3 writes the second spelling.
    JsonNode sizes =
        settings.has("batch_input_shape")
            ? settings.path("batch_input_shape")
            : settings.path("batch_shape");
    int[] shape = new int[Math.max(Math.min(sizes.size(), 8) - 1, 0)];
    long length = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.path(i + 1).asInt();
      length *= shape[i];
      if (shape[i] < 1 || length > Integer.MAX_VALUE) {
        throw new KerasException(
            "its input has the shape "
                + KerasException.shown(sizes.toString())
                + " (all sizes but the first must be known; save it with an Input of fixed size)");
      }
    }
    if (shape.length < 1 || shape.length > 3) {
      throw new KerasException(
          "its input has "
              + shape.length
              + " dimensions (must be 1 to 3: numbers, a sequence, or an image; add an Input to a"
              + " Sequential that has none)");
    }
    return new Tensor(name, shape, true, null, null);
  }

  /**
   * Checks the type of the numbers, which Keras rounds the input to.
   *
   * @param takers the layers that take the input
   */
  static void checkType(JsonNode settings, List<KerasLayer> takers) throws KerasException {
    String type = settings.path("dtype").asText("float32");
    boolean indexes = takers.stream().allMatch(layer -> layer.kind().equals("Embedding"));
    if (!FLOATS.contains(type) && !(indexes && WHOLE.contains(type))) {
      throw new KerasException(
          "its input has dtype = "
              + KerasException.shown(type)
              + " (must be float32 or float64, or whole numbers if an Embedding takes it)");
    }
  }
}
