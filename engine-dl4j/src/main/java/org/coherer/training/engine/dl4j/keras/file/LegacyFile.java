package org.coherer.training.engine.dl4j.keras.file;

import java.util.Optional;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.MissingNode;

/**
 * A file saved by Keras 2, or by Keras 3 as HDF5, which it calls legacy.
 *
 * <table>
 * <caption>The parts that are read</caption>
 * <tr><th>place</th><th>holds</th></tr>
 * <tr><td>attribute model_config</td><td>the network, as JSON</td></tr>
 * <tr><td>attribute training_config</td><td>the loss, as JSON; optional</td></tr>
 * <tr><td>group model_weights/LAYER, attribute weight_names</td><td>paths of datasets</td></tr>
 * <tr><td>datasets</td><td>floats</td></tr>
 * </table>
 */
public final class LegacyFile implements SavedModel {

  private static final int MAX_WEIGHTS_PER_LAYER = 64;
  private static final String WEIGHTS = "model_weights/";
  private static final String NAMES = "weight_names";

  private final Hdf5 file;

  /**
   * Creates a model of the bytes of a file.
   *
   * @throws KerasException if it keeps weights in another way than TensorFlow does
   */
  public LegacyFile(byte[] bytes) throws KerasException {
    file = new Hdf5(bytes);
    String backend = file.text("backend");
    if (backend.equals("theano") || backend.equals("cntk")) {
      throw new KerasException(
          "it was saved with the backend "
              + backend
              + " (must be tensorflow: load and save it with that)");
    }
  }

  @Override
  public boolean isOfKeras3() throws KerasException {
    return file.text("keras_version").startsWith("3.");
  }

  @Override
  public JsonNode network() throws KerasException {
    JsonNode network = json("model_config");
    if (network.isMissingNode()) {
      throw new KerasException(
          "the file has no model_config (save the whole model by model.save('x.h5'), not its"
              + " weights alone)");
    }
    return network;
  }

  @Override
  public JsonNode training() throws KerasException {
    return json("training_config");
  }

  private JsonNode json(String name) throws KerasException {
    String text = file.text(name);
    return text.isEmpty() ? MissingNode.getInstance() : ModelText.parsed(text, name);
  }

  @Override
  public Optional<WeightSource> weights() {
    return Optional.of(this::of);
  }

  /**
   * Returns the weights of a layer by their names. Of the two layers of a Bidirectional, the paths
   * of one have a group that begins with forward, those of the other with backward.
   */
  private LayerWeights of(KerasLayer layer, String part) throws KerasException {
    String group = WEIGHTS + layer.name();
    String[] paths = file.texts(group, NAMES, MAX_WEIGHTS_PER_LAYER);
    if (paths.length == 0) {
      throw layer.refused("has no weights in the file");
    }
    int direction = part.indexOf('_');
    String within = direction < 0 ? "" : part.substring(0, direction + 1);
    return (name, shape) -> {
      for (String path : paths) {
        // Keras 3 writes no number.
        boolean named = path.endsWith("/" + name + ":0") || path.endsWith("/" + name);
        if (named && (within.isEmpty() || path.contains(within))) {
          return file.array(layer, name, group + "/" + path, shape);
        }
      }
      throw layer.refused("has no weight '" + name + "' in the file");
    };
  }
}
