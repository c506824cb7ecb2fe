package org.coherer.training.engine.dl4j;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.coherer.training.engine.dl4j.export.keras.KerasFile;
import org.coherer.training.engine.dl4j.export.onnx.OnnxFile;
import org.coherer.training.engine.dl4j.export.zip.Dl4jFile;
import org.coherer.training.engine.dl4j.natives.NativeBackend;
import org.coherer.training.export.ExportedModel;
import org.coherer.training.export.NetworkExport;

/** Writes models as files of ONNX, of Keras 3, and of DL4J without Coherer. */
final class Dl4jExport implements NetworkExport {

  @Override
  public List<String> formats() {
    return List.of(Dl4jFile.FORMAT, KerasFile.FORMAT, OnnxFile.FORMAT);
  }

  @Override
  public void export(ExportedModel model, String format, OutputStream out) throws IOException {
    NativeBackend.prepare();
    switch (format) {
      case Dl4jFile.FORMAT -> Dl4jFile.write(model, out);
      case KerasFile.FORMAT -> KerasFile.write(model, out);
      case OnnxFile.FORMAT -> OnnxFile.write(model, out);
      default ->
          throw new IllegalArgumentException(
              "Unknown format '" + format + "' (must be one of " + formats() + ")");
    }
  }
}
