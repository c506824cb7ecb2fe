package org.coherer.training.engine.dl4j.keras.file;

import java.util.Map;
import java.util.Optional;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * What a {@code .keras} file of Keras 3 holds.
 *
 * <table>
 * <caption>The parts that are read</caption>
 * <tr><th>entry</th><th>holds</th></tr>
 * <tr><td>metadata.json</td><td>the version of Keras</td></tr>
 * <tr><td>config.json</td><td>the network, and what it was compiled with</td></tr>
 * <tr><td>model.weights.h5, layers/KIND/vars/NUMBER</td><td>the weights of a layer, in Keras's
 * order</td></tr>
 * </table>
 */
public final class ModelArchive implements SavedModel {

  private final ModelText text;
  private final Hdf5 weights;
  private final Map<String, String> groups;

  /**
   * Creates a model of the contents of a file's entries.
   *
   * @throws KerasException if it is not one of Keras 3
   */
  public ModelArchive(String metadata, String config, byte[] weights) throws KerasException {
    String version =
        ModelText.parsed(metadata, "metadata.json").path("keras_version").asText("unknown");
    if (!version.startsWith("3.")) {
      throw new KerasException(
          "it is a .keras file of Keras "
              + KerasException.shown(version)
              + " (must be of Keras 3: save it as HDF5, by model.save('x.h5'))");
    }
    text = ModelText.of(config, "config.json");
    this.weights = new Hdf5(weights);
    groups = WeightGroups.of(text.network());
  }

  @Override
  public boolean isOfKeras3() {
    return true;
  }

  @Override
  public JsonNode network() {
    return text.network();
  }

  @Override
  public JsonNode training() {
    return text.training();
  }

  @Override
  public Optional<WeightSource> weights() {
    return Optional.of(this::of);
  }

  private LayerWeights of(KerasLayer layer, String part) throws KerasException {
    String group = groups.get(layer.name());
    if (group == null) {
      throw layer.refused("has no weights in the file");
    }
    String path = "layers/" + group + (part.isEmpty() ? "" : "/" + part) + "/vars/";
    return new LayerWeights() {
      private int number;

      @Override
      public Weights next(String name, int... shape) throws KerasException {
        return weights.array(layer, name, path + number++, shape);
      }
    };
  }
}
