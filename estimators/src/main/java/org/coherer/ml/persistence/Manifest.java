package org.coherer.ml.persistence;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a saved model consists of: {@code data/manifest.properties}, written last.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>formatVersion</td><td>{@value #VERSION}; a reader refuses versions above its own</td></tr>
 * <tr><td>engine</td><td>the engine that reads the network, such as {@code dl4j}</td></tr>
 * <tr><td>files</td><td>how many files there are; each has the three keys below, n from 1</td></tr>
 * <tr><td>file.n</td><td>its path within the model's folder</td></tr>
 * <tr><td>file.n.bytes</td><td>its length</td></tr>
 * <tr><td>file.n.sha256</td><td>its digest, in hexadecimal</td></tr>
 * </table>
 *
 * <p>A manifest of version 1 has {@code bytes} and {@code sha256} of the network alone.
 *
 * @param version the format version
 * @param engine the engine that reads the network
 * @param entries the files
 */
record Manifest(int version, String engine, Map<ModelFile, Entry> entries) {

  /** The version that is written. */
  static final int VERSION = 2;

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ENGINE = Pattern.compile("[\\w-]{1,40}");

  /**
   * What is known of a file.
   *
   * @param bytes its length
   * @param sha256 its digest, in hexadecimal
   */
  record Entry(long bytes, String sha256) {}

  /** Copies the map. */
  Manifest {
    entries = Map.copyOf(entries);
  }

  Optional<Entry> entry(ModelFile file) {
    return Optional.ofNullable(entries.get(file));
  }

  /**
   * Reads a manifest of any version so far.
   *
   * @param source its path
   * @throws IOException if it is of a later version, or says what cannot be. The message names the
   *     file, the key and the constraint
   */
  static Manifest parse(byte[] file, String source) throws IOException {
    KeyValues values = KeyValues.parse(file, source);
    long version = values.integer("formatVersion", 1, Integer.MAX_VALUE);
    if (version > VERSION) {
      throw new IOException(
          "Cannot read "
              + source
              + ": format version "
              + version
              + " (this version of Coherer reads 1 to "
              + VERSION
              + ")");
    }
    if (!ENGINE.matcher(values.text("engine")).matches()) {
      throw values.invalid("engine", "must be a name");
    }
    Map<ModelFile, Entry> entries = new EnumMap<>(ModelFile.class);
    if (version == 1) {
      entries.put(ModelFile.NETWORK, entry(values, "", ModelFile.NETWORK));
    } else {
      long count = values.integer("files", 1, ModelFile.values().length);
      for (int i = 1; i <= count; i++) {
        String key = "file." + i;
        ModelFile listed = ModelFile.at(values.text(key)).orElseThrow(() -> unknown(values, key));
        if (entries.put(listed, entry(values, key + ".", listed)) != null) {
          throw values.invalid(key, "must be listed once");
        }
      }
      if (values.has("file." + (count + 1))) {
        throw values.invalid("files", "must be the number of files that it lists");
      }
      require(entries, ModelFile.METADATA, source);
      require(entries, ModelFile.NETWORK, source);
    }
    return new Manifest((int) version, values.text("engine"), entries);
  }

  private static Entry entry(KeyValues values, String prefix, ModelFile file) throws IOException {
    long bytes = values.integer(prefix + "bytes", 0, file.maxBytes());
    String digest = prefix + "sha256";
    if (!SHA_256.matcher(values.text(digest)).matches()) {
      throw values.invalid(digest, "must be 64 hexadecimal digits in lower case");
    }
    return new Entry(bytes, values.text(digest));
  }

  private static IOException unknown(KeyValues values, String key) {
    return values.invalid(key, "must be one of " + ModelFile.allPaths());
  }

  private static void require(Map<ModelFile, Entry> entries, ModelFile file, String source)
      throws IOException {
    if (!entries.containsKey(file)) {
      throw new IOException("Cannot read " + source + ": it does not list " + file.path());
    }
  }

  /** Returns the manifest as a file, of the version that is written. */
  byte[] toBytes() {
    KeyValues values = KeyValues.empty();
    values.put("formatVersion", version).put("engine", engine).put("files", entries.size());
    int i = 1;
    for (Map.Entry<ModelFile, Entry> listed : new EnumMap<>(entries).entrySet()) {
      String key = "file." + i++;
      values.put(key, listed.getKey().path());
      values.put(key + ".bytes", listed.getValue().bytes());
      values.put(key + ".sha256", listed.getValue().sha256());
    }
    return values.toBytes();
  }
}
