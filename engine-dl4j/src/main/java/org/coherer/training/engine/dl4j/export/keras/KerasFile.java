package org.coherer.training.engine.dl4j.export.keras;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.coherer.training.engine.dl4j.export.Inversion;
import org.coherer.training.engine.dl4j.export.NetworkWalk;
import org.coherer.training.engine.dl4j.export.NetworkWalk.Ends;
import org.coherer.training.engine.dl4j.export.Numbers;
import org.coherer.training.export.ExportedModel;
import org.coherer.training.export.ExportedOutputs;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * Writes models for Keras 3, as a zip file that NumPy's {@code load} opens.
 *
 * <table>
 * <caption>Entries</caption>
 * <tr><th>name</th><th>holds</th></tr>
 * <tr><td>model.json</td><td>what {@code keras.models.model_from_json} reads</td></tr>
 * <tr><td>metadata.json</td><td>what a reader wants to know beside, such as the classes</td></tr>
 * <tr><td>layer/0.npy, layer/1.npy</td><td>the weights of a layer, as {@code set_weights} takes
 * them</td></tr>
 * </table>
 *
 * <p>No HDF5: what a {@code .keras} file calls the weights of a layer depends on the order in which
 * Keras itself walks through the layers.
 */
public final class KerasFile {

  /** What the format is called. */
  public static final String FORMAT = "keras";

  private KerasFile() {}

  /**
   * Writes a model.
   *
   * @throws IllegalArgumentException if the format has nothing for a part of it
   */
  public static void write(ExportedModel model, OutputStream out) throws IOException {
    KerasModel keras = new KerasModel();
    KerasTarget target = new KerasTarget(keras);
    Ends<KerasTensor> ends = NetworkWalk.through(model, target);
    String json = keras.json(outputs(model.outputs(), target, ends));
    ObjectNode facts = KerasModel.settings();
    model.facts().forEach(facts::put);
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    text(zip, "model.json", json);
    text(zip, "metadata.json", facts.toString());
    for (Map.Entry<String, List<Numbers>> layer : keras.weights().entrySet()) {
      for (int i = 0; i < layer.getValue().size(); i++) {
        zip.putNextEntry(new ZipEntry(layer.getKey() + "/" + i + ".npy"));
        NumpyArray.write(layer.getValue().get(i), zip);
      }
    }
    zip.closeEntry();
    zip.finish();
    zip.flush();
  }

  private static void text(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<KerasTensor> outputs(
      ExportedOutputs outputs, KerasTarget target, Ends<KerasTensor> ends) {
    int length = ends.shape().outputs().get(0).length();
    if (outputs instanceof ExportedOutputs.Values values) {
      return List.of(Inversion.of(target, ends.given().get(0), values.scaling(), length));
    }
    if (outputs instanceof ExportedOutputs.Reconstruction all) {
      return List.of(Inversion.of(target, ends.given().get(0), all.scaling(), length));
    }
    return ends.given();
  }
}
