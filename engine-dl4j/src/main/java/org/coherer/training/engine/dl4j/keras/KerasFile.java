package org.coherer.training.engine.dl4j.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.coherer.training.engine.dl4j.json.JsonTrees;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.MissingNode;

/**
 * A file saved by Keras 2, or by Keras 3 as HDF5, in memory. Reading never leaves the file, and no
 * allocation is larger than it.
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
final class KerasFile {

  private static final int MAX_WEIGHTS_PER_LAYER = 64;

  private final HdfFile file;

  KerasFile(byte[] bytes) {
    file = HdfFile.fromBytes(bytes);
  }

  /**
   * Checks what wrote the file.
   *
   * @throws KerasException if it keeps weights in another way than TensorFlow does
   */
  void checkBackend() throws KerasException {
    String backend = text("backend");
    if (backend.equals("theano") || backend.equals("cntk")) {
      throw new KerasException(
          "it was saved with the backend "
              + backend
              + " (must be tensorflow: load and save it with that)");
    }
  }

  /** Returns whether Keras 3 wrote the file, as it does where it is told to write HDF5. */
  boolean isOfKeras3() throws KerasException {
    return text("keras_version").startsWith("3.");
  }

  private String text(String name) throws KerasException {
    Attribute attribute = file.getAttribute(name);
    return attribute == null ? "" : texts(attribute, 1)[0];
  }

  /** Returns the network. */
  JsonNode network() throws KerasException {
    JsonNode network = json("model_config");
    if (network.isMissingNode()) {
      throw new KerasException(
          "the file has no model_config (save the whole model by model.save('x.h5'), not its"
              + " weights alone)");
    }
    return network;
  }

  /** Returns the settings with which the network was compiled; a missing node if it was not. */
  JsonNode training() throws KerasException {
    return json("training_config");
  }

  private JsonNode json(String name) throws KerasException {
    Attribute attribute = file.getAttribute(name);
    if (attribute == null) {
      return MissingNode.getInstance();
    }
    String text = texts(attribute, 1)[0];
    try {
      return JsonTrees.parse(text);
    } catch (JsonProcessingException e) {
      throw new KerasException("its " + name + " is not JSON");
    } catch (IllegalArgumentException e) {
      throw new KerasException("its " + name + " is refused: " + e.getMessage());
    }
  }

  /** Checks claimed sizes before anything is allocated. */
  private static String[] texts(Attribute attribute, int most) throws KerasException {
    if (attribute.isEmpty() || attribute.getSize() < 1 || attribute.getSize() > most) {
      throw new KerasException("its attribute " + attribute.getName() + " is damaged");
    }
    Object data = attribute.getData();
    if (data instanceof String text) {
      return new String[] {text};
    }
    if (data instanceof String[] texts) {
      return texts;
    }
    throw new KerasException("its attribute " + attribute.getName() + " is no text");
  }

  /**
   * Reads a weight.
   *
   * @param name such as {@code kernel}
   * @param shape what it must have
   */
  Weights weight(KerasLayer layer, String name, int... shape) throws KerasException {
    Node node = file.getChild("model_weights");
    Node group = node instanceof Group all ? child(all, layer.name()) : null;
    if (!(group instanceof Group ofLayer) || ofLayer.getAttribute("weight_names") == null) {
      throw layer.refused("has no weights in the file");
    }
    for (String path : texts(ofLayer.getAttribute("weight_names"), MAX_WEIGHTS_PER_LAYER)) {
      // Keras 3 writes no number.
      if (path.endsWith("/" + name + ":0") || path.endsWith("/" + name)) {
        return array(layer, name, child(ofLayer, path), shape);
      }
    }
    throw layer.refused("has no weight '" + name + "' in the file");
  }

  private static Node child(Group group, String path) {
    Node found = group;
    for (String name : path.split("/", -1)) {
      found = found instanceof Group inner ? inner.getChild(name) : null;
    }
    return found;
  }

  private static Weights array(KerasLayer layer, String name, Node node, int... shape)
      throws KerasException {
    if (!(node instanceof ContiguousDataset data)
        || !(data.getDataType() instanceof FloatingPoint)
        || data.getDataType().getSize() != Float.BYTES) {
      throw layer.refused(
          "has a weight '"
              + name
              + "' that is not stored as 32-bit floats in one piece (save the model as float32,"
              + " uncompressed)");
    }
    if (!Arrays.equals(data.getDimensions(), shape)) {
      throw layer.refused(
          "has a weight '"
              + name
              + "' of shape "
              + Arrays.toString(data.getDimensions())
              + " (must be "
              + Arrays.toString(shape)
              + ")");
    }
    ByteBuffer bytes = data.getBuffer();
    long length = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    if (bytes.remaining() != length * Float.BYTES) {
      throw layer.refused("has a weight '" + name + "' that is cut off");
    }
    float[] values = new float[(int) length];
    bytes.asFloatBuffer().get(values);
    return new Weights(values, shape);
  }
}
