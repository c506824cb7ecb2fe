package org.coherer.training.engine.dl4j.keras.file;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;

/** An HDF5 file in memory. Reading never leaves the file, and no allocation is larger than it. */
final class Hdf5 {

  private final HdfFile file;

  Hdf5(byte[] bytes) {
    file = HdfFile.fromBytes(bytes);
  }

  /** Returns an attribute of the whole file; empty if it has none of the name. */
  String text(String name) throws KerasException {
    Attribute attribute = file.getAttribute(name);
    return attribute == null ? "" : texts(attribute, 1)[0];
  }

  /** Returns an attribute of a group; empty if there is none. */
  String[] texts(String group, String name, int most) throws KerasException {
    Node node = child(group);
    Attribute attribute = node instanceof Group found ? found.getAttribute(name) : null;
    return attribute == null ? new String[0] : texts(attribute, most);
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

  private Node child(String path) {
    Node found = file;
    for (String name : path.split("/", -1)) {
      found = found instanceof Group inner ? inner.getChild(name) : null;
    }
    return found;
  }

  /**
   * Reads a dataset of floats.
   *
   * @param name what the layer calls it, for messages
   * @param shape what it must have
   */
  Weights array(KerasLayer layer, String name, String path, int... shape) throws KerasException {
    Node node = child(path);
    if (node == null) {
      throw layer.refused("has no weight '" + name + "' in the file");
    }
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
