package org.coherer.training.engine.dl4j.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.coherer.training.engine.dl4j.json.JsonLimits;

/**
 * The entries of a {@code .keras} file, which is a zip file.
 *
 * <table>
 * <caption>Entries</caption>
 * <tr><th>name</th><th>holds</th><th>unpacks to at most</th></tr>
 * <tr><td>metadata.json</td><td>the version of Keras</td><td>64 KiB</td></tr>
 * <tr><td>config.json</td><td>the network</td><td>what JSON may have, see {@link
 * JsonLimits}</td></tr>
 * <tr><td>model.weights.h5</td><td>the weights</td><td>the limit of the reader</td></tr>
 * <tr><td>anything else</td><td></td><td>refused</td></tr>
 * </table>
 */
final class KerasZip {

  private static final String METADATA = "metadata.json";
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";

  /** What a .keras file has, and a file of DL4J has not. */
  static final List<String> ENTRIES = List.of(METADATA, CONFIG, WEIGHTS);

  private static final int MOST_METADATA = 1 << 16;
  private static final String CANNOT = "Cannot read the .keras file: ";

  private final Map<String, byte[]> entries = new HashMap<>();

  private KerasZip() {}

  /**
   * Reads all entries. Leaves the stream open.
   *
   * @param maxBytes the most bytes that the weights may unpack to
   */
  static KerasZip read(InputStream in, long maxBytes) throws IOException {
    KerasZip read = new KerasZip();
    try {
      read.readAll(new ZipInputStream(in, StandardCharsets.UTF_8), maxBytes);
    } catch (EOFException | ZipException e) {
      throw new IOException(CANNOT + "it is cut off or damaged", e);
    }
    for (String name : ENTRIES) {
      if (!read.entries.containsKey(name)) {
        throw new IOException(CANNOT + "it has no entry '" + name + "'");
      }
    }
    return read;
  }

  private void readAll(ZipInputStream zip, long maxBytes) throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      long limit =
          switch (name) {
            case METADATA -> Math.min(maxBytes, MOST_METADATA);
            case CONFIG -> Math.min(maxBytes, JsonLimits.MAX_CHARACTERS);
            case WEIGHTS -> maxBytes;
            default -> throw refused(name);
          };
      if (entries.containsKey(name)) {
        throw new IOException(CANNOT + "its entry '" + name + "' is there twice");
      }
      CappedStream capped = new CappedStream(zip, limit, CANNOT + "of its entry '" + name + "', ");
      entries.put(name, capped.readAllBytes());
    }
  }

  /** The name is untrusted: only what is harmless in a log is repeated. */
  private static IOException refused(String name) {
    String safe = name.substring(0, Math.min(name.length(), 80)).replaceAll("[^\\w./-]", "?");
    String remedy =
        name.startsWith("assets")
            ? "omit layers with vocabularies, such as TextVectorization"
            : "save it by model.save('x.keras'), with weights in HDF5 and in one piece";
    return new IOException(
        CANNOT
            + "its entry '"
            + safe
            + "' is not known (must be of "
            + ENTRIES
            + ": "
            + remedy
            + ")");
  }

  String metadata() {
    return new String(entries.get(METADATA), StandardCharsets.UTF_8);
  }

  String config() {
    return new String(entries.get(CONFIG), StandardCharsets.UTF_8);
  }

  byte[] weights() {
    return entries.get(WEIGHTS);
  }
}
