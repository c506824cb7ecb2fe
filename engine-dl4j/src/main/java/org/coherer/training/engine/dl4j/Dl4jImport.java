package org.coherer.training.engine.dl4j;

import java.io.IOException;
import java.io.InputStream;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkImport;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.dl4j.file.ImportedFile;
import org.coherer.training.engine.dl4j.file.NetworkZip;
import org.coherer.training.engine.dl4j.keras.KerasImport;
import org.coherer.training.engine.dl4j.natives.NativeBackend;

/**
 * Reads DL4J's own zip files, see {@link NetworkZip}, and files and texts of Keras, see {@link
 * KerasImport}. HDF5 is read in Java alone, since native code may crash on a damaged file.
 */
final class Dl4jImport implements NetworkImport {

  @Override
  public NetworkFile importNetwork(InputStream in, long maxBytes) throws IOException {
    NativeBackend.prepare();
    return ImportedFile.read(in, maxBytes);
  }

  @Override
  public NetworkSpec importText(String text) {
    NativeBackend.prepare();
    return ImportedFile.text(text);
  }
}
