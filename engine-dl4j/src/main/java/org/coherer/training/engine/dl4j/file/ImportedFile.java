package org.coherer.training.engine.dl4j.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalDouble;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.engine.dl4j.keras.KerasImport;
import org.coherer.training.engine.dl4j.keras.file.ModelText;
import org.coherer.training.engine.dl4j.keras.file.Weights;
import org.coherer.training.engine.dl4j.keras.layer.ImportedNetwork;
import org.coherer.training.vector.FlatVector;
import org.deeplearning4j.nn.api.Trainable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads networks from files of several kinds, told by their first bytes. */
public final class ImportedFile {

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  /** Enough for the name of a zip file's first entry. */
  private static final int PEEKED = 64;

  private static final int ZIP_HEADER = 30;
  private static final long MOST_IN_MEMORY = Integer.MAX_VALUE - 8L;

  private ImportedFile() {}

  /** Reads a file. Leaves the stream open. */
  public static NetworkFile read(InputStream in, long maxBytes) throws IOException {
    return Untrusted.read("Cannot import the network", () -> readAny(in, maxBytes));
  }

  private static NetworkFile readAny(InputStream in, long maxBytes) throws IOException {
    BufferedInputStream file = new BufferedInputStream(in);
    file.mark(PEEKED);
    byte[] start = file.readNBytes(PEEKED);
    file.reset();
    if (startsWith(start, 0, ZIP)) {
      boolean ofKeras =
          KerasZip.ENTRIES.stream()
              .anyMatch(
                  name -> startsWith(start, ZIP_HEADER, name.getBytes(StandardCharsets.US_ASCII)));
      return ofKeras ? kerasZip(file, maxBytes) : NetworkZip.read(file, maxBytes);
    }
    if (startsWith(start, 0, HDF5)) {
      return hdf5(file, maxBytes);
    }
    byte[] shown = Arrays.copyOf(start, Math.min(start.length, HDF5.length));
    throw new IOException(
        "Cannot import the network: the file begins with "
            + (shown.length == 0
                ? "nothing"
                : "0x" + HexFormat.of().withUpperCase().formatHex(shown))
            + " (must be a zip file of DL4J's ModelSerializer, or a .keras or HDF5 file of Keras)");
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] wanted) {
    return bytes.length >= from + wanted.length
        && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
  }

  private static NetworkFile kerasZip(InputStream file, long maxBytes) throws IOException {
    KerasZip zip = KerasZip.read(file, Math.min(maxBytes, MOST_IN_MEMORY));
    return imported(KerasImport.ofArchive(zip.metadata(), zip.config(), zip.weights()));
  }

  private static NetworkFile hdf5(InputStream file, long maxBytes) throws IOException {
    long limit = Math.min(maxBytes, MOST_IN_MEMORY);
    byte[] bytes = file.readNBytes((int) Math.min(limit + 1, MOST_IN_MEMORY));
    if (bytes.length > limit) {
      throw new IOException(
          "Cannot import the network: the file is larger than the limit of " + limit + " bytes");
    }
    return imported(KerasImport.of(bytes));
  }

  private static NetworkFile imported(ImportedNetwork imported) throws IOException {
    NetworkSpec network = spec(imported);
    return new NetworkFile(network, parameters(network, imported));
  }

  private static NetworkSpec spec(ImportedNetwork imported) throws IOException {
    NetworkSpec network =
        new NetworkSpec(NetworkConfiguration.ENGINE, imported.configuration().toJson());
    try {
      NetworkConfiguration.parse(network, OptionalDouble.empty()).shape();
    } catch (IllegalArgumentException e) {
      throw new IOException("Cannot import the Keras network: " + e.getMessage(), e);
    }
    return network;
  }

  /**
   * Reads the text of a network: that of a model of Keras's becomes DL4J's, any other stays as it
   * is.
   *
   * @throws IllegalArgumentException if it is a model of Keras's that cannot be imported
   */
  public static NetworkSpec text(String text) {
    if (!ModelText.isModel(text)) {
      return new NetworkSpec(NetworkConfiguration.ENGINE, text);
    }
    try {
      return Untrusted.read(
          "Cannot import the Keras network", () -> spec(KerasImport.ofText(text)));
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Has DL4J say where parameters lie. */
  private static FlatVector parameters(NetworkSpec network, ImportedNetwork imported)
      throws IOException {
    NetworkAdapter adapter =
        NetworkConfiguration.parse(network, OptionalDouble.empty()).instantiate(0);
    try {
      for (Map.Entry<String, Trainable> layer : adapter.trainables().entrySet()) {
        Map<String, Weights> found = imported.parameters().getOrDefault(layer.getKey(), Map.of());
        Map<String, INDArray> wanted = layer.getValue().paramTable(false);
        if (!found.keySet().equals(wanted.keySet())) {
          throw new IOException(
              "Cannot import the Keras network: layer '"
                  + layer.getKey()
                  + "' has the parameters "
                  + found.keySet()
                  + " (must be "
                  + wanted.keySet()
                  + ")");
        }
        found.forEach((name, array) -> set(wanted.get(name), array));
      }
      return FlatVector.of(adapter.model().params().data().asFloat());
    } finally {
      adapter.model().params().close();
    }
  }

  private static void set(INDArray parameter, Weights array) {
    try (INDArray values = Nd4j.create(array.values(), array.shape())) {
      parameter.assign(values.reshape(parameter.shape()));
    }
  }
}
