package org.coherer.training.engine.dl4j.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.engine.dl4j.config.NetworkJson;
import org.coherer.training.engine.dl4j.config.OptimizerLayouts;
import org.coherer.training.engine.dl4j.json.JsonLimits;
import org.coherer.training.engine.dl4j.json.JsonTrees;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.PackedVector;

/**
 * Writes and reads the zip files of DL4J's {@code ModelSerializer}.
 *
 * <table>
 * <caption>Entries</caption>
 * <tr><th>name</th><th>holds</th><th>when read</th></tr>
 * <tr><td>configuration.json</td><td>the network</td><td>must come first</td></tr>
 * <tr><td>coefficients.bin</td><td>the parameters</td><td>as many as the network has</td></tr>
 * <tr><td>updaterState.bin</td><td>optimizer state</td><td>optional, after the network; its steps
 * and epochs are those that the network counts. Absent if the optimizer keeps no values: then it is
 * the counts that say whether there is a state</td></tr>
 * <tr><td>coherer.json</td><td>facts about a model that was exported</td><td>optional, not
 * looked at</td></tr>
 * <tr><td>anything else</td><td></td><td>refused; DL4J would deserialize Java objects</td></tr>
 * </table>
 */
public final class NetworkZip {

  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final String UPDATER_STATE = "updaterState.bin";
  private static final String FACTS = "coherer.json";

  /** AMSGrad's; every other optimizer keeps fewer values of a parameter. */
  private static final int MAX_STATES_PER_PARAMETER = 3;

  private final ZipInputStream zip;
  private final long maxBytes;
  private final Set<String> seen = new HashSet<>();
  private String network;
  private long expected;
  private FlatVector parameters;
  private FlatVector optimizerValues;

  private NetworkZip(ZipInputStream zip, long maxBytes) {
    this.zip = zip;
    this.maxBytes = maxBytes;
  }

  /**
   * Writes a file. Leaves the stream open.
   *
   * @throws IllegalArgumentException if the network has another number of parameters, or an
   *     optimizer's state that no optimizer leaves
   */
  public static void write(NetworkFile file, OutputStream out) throws IOException {
    write(file, Map.of(), out);
  }

  /**
   * Does the same for a file that has facts beside, which DL4J does not look at.
   *
   * @param facts names and texts; no entry if there are none
   */
  public static void write(NetworkFile file, Map<String, String> facts, OutputStream out)
      throws IOException {
    checkLengths(file);
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    zip.putNextEntry(new ZipEntry(CONFIGURATION));
    zip.write(counting(file).getBytes(StandardCharsets.UTF_8));
    zip.putNextEntry(new ZipEntry(COEFFICIENTS));
    Coefficients.write(file.parameters(), zip);
    // DL4J has no arrays of length 0, and omits the entry, too.
    if (file.optimizerState() != null && file.optimizerState().values().length() > 0) {
      zip.putNextEntry(new ZipEntry(UPDATER_STATE));
      Coefficients.write(file.optimizerState().values().unpack(), zip);
    }
    if (!facts.isEmpty()) {
      zip.putNextEntry(new ZipEntry(FACTS));
      zip.write(JsonTrees.text(facts).getBytes(StandardCharsets.UTF_8));
    }
    zip.closeEntry();
    zip.finish();
    zip.flush();
  }

  private static void checkLengths(NetworkFile file) {
    long expected =
        NetworkConfiguration.parse(file.network(), OptionalDouble.empty()).parameterCount();
    if (file.parameters().length() != expected) {
      throw new IllegalArgumentException(
          "Cannot write a network with "
              + file.parameters().length()
              + " parameters (its description has "
              + expected
              + ")");
    }
    long state = file.optimizerState() == null ? 0 : file.optimizerState().values().length();
    if (state > maxStateLength(expected)) {
      throw new IllegalArgumentException(
          "Cannot write an optimizer's state of "
              + state
              + " values for "
              + expected
              + " parameters (must be at most "
              + maxStateLength(expected)
              + ")");
    }
  }

  /** Has the network's text say how often its optimizer has made a step, for DL4J goes by that. */
  private static String counting(NetworkFile file) {
    OptimizerState state = file.optimizerState();
    NetworkJson.Counts counts =
        state == null
            ? NetworkJson.Counts.ZERO
            : new NetworkJson.Counts(state.steps(), state.epochs());
    return NetworkJson.counting(file.network().textFor(NetworkConfiguration.ENGINE), counts);
  }

  /** Returns how many values an optimizer may keep for so many parameters. */
  private static long maxStateLength(long parameters) {
    return MAX_STATES_PER_PARAMETER * parameters;
  }

  /**
   * Reads a file. Leaves the stream open.
   *
   * @param maxBytes the most bytes that an entry may unpack to
   */
  public static NetworkFile read(InputStream in, long maxBytes) throws IOException {
    NetworkZip zip = new NetworkZip(new ZipInputStream(in, StandardCharsets.UTF_8), maxBytes);
    return Untrusted.read("Cannot read the network file", zip::read);
  }

  private NetworkFile read() throws IOException {
    for (ZipEntry entry = next(); entry != null; entry = next()) {
      String name = entry.getName();
      if (!seen.add(name)) {
        throw new IOException(cannot(name) + "it is there twice");
      }
      try {
        read(name);
      } catch (EOFException | UTFDataFormatException | ZipException e) {
        throw new IOException(cannot(name) + "it is cut off or damaged", e);
      }
    }
    if (network == null || parameters == null) {
      throw new IOException(
          "Cannot read the network file: it has no entry '"
              + (network == null ? CONFIGURATION : COEFFICIENTS)
              + "' (must be a zip file of DL4J's ModelSerializer)");
    }
    return new NetworkFile(
        spec(NetworkJson.counting(network, NetworkJson.Counts.ZERO)), parameters, optimizerState());
  }

  private static NetworkSpec spec(String text) {
    return new NetworkSpec(NetworkConfiguration.ENGINE, text);
  }

  private OptimizerState optimizerState() throws IOException {
    NetworkJson.Counts counts = NetworkJson.counts(network);
    try {
      FlatVector values = optimizerValues == null ? noValues(counts) : optimizerValues;
      return values == null
          ? null
          : new OptimizerState(
              new PackedVector(values), counts.iterations(), Math.toIntExact(counts.epochs()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(cannot(CONFIGURATION) + e.getMessage(), e);
    }
  }

  /** Returns an empty state if that is one that has been counted; null if none was written. */
  private FlatVector noValues(NetworkJson.Counts counts) {
    boolean kept = !counts.equals(NetworkJson.Counts.ZERO) && stateLength(network) == 0;
    return kept ? FlatVector.allocate(0) : null;
  }

  private static long stateLength(String network) {
    try {
      return OptimizerLayouts.of(spec(network), OptionalDouble.empty()).stateLength();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("Cannot open the network, which DL4J refuses", e);
    }
  }

  private ZipEntry next() throws IOException {
    try {
      return zip.getNextEntry();
    } catch (EOFException | ZipException e) {
      throw new IOException("Cannot read the network file: it is cut off or damaged", e);
    } catch (IllegalArgumentException e) {
      throw new IOException("Cannot read the network file: an entry's name is not text", e);
    }
  }

  private void read(String name) throws IOException {
    switch (name) {
      case CONFIGURATION -> describe();
      case COEFFICIENTS -> parameters = vector(name, expected, expected);
      case UPDATER_STATE -> {
        long most = Math.min(maxStateLength(expected), maxBytes / Float.BYTES);
        optimizerValues = vector(name, 1, most);
      }
      case FACTS ->
          new CappedStream(zip, maxBytes, cannot(name)).transferTo(OutputStream.nullOutputStream());
      default ->
          throw new IOException(
              cannot(name)
                  + "only "
                  + CONFIGURATION
                  + ", "
                  + COEFFICIENTS
                  + " and "
                  + UPDATER_STATE
                  + " are known ("
                  + remedy(name)
                  + ")");
    }
  }

  private static String remedy(String entry) {
    if (entry.matches("(?s).*\\.(keras|h5|hdf5)")) {
      return "it is a file of Keras within a zip file: unpack it, and name that file";
    }
    if (entry.endsWith("saved_model.pb")) {
      return "it is a SavedModel of TensorFlow: load it with Keras, and save it by"
          + " model.save('x.h5')";
    }
    return entry.endsWith(".bin")
        ? "save the network without normalizer and preprocessor"
        : "must be a zip file of DL4J's ModelSerializer, and of nothing else";
  }

  private void describe() throws IOException {
    long limit = Math.min(maxBytes, JsonLimits.MAX_CHARACTERS);
    InputStream entry = new CappedStream(zip, limit, cannot(CONFIGURATION));
    network = new String(entry.readAllBytes(), StandardCharsets.UTF_8);
    try {
      expected = NetworkConfiguration.parse(spec(network), OptionalDouble.empty()).parameterCount();
    } catch (IllegalArgumentException e) {
      throw new IOException(cannot(CONFIGURATION) + e.getMessage(), e);
    }
    if (expected > maxBytes / Float.BYTES) {
      throw new IOException(
          cannot(CONFIGURATION)
              + expected
              + " parameters exceed the limit of "
              + maxBytes
              + " bytes");
    }
  }

  private FlatVector vector(String name, long min, long max) throws IOException {
    if (network == null) {
      throw new IOException(
          cannot(name) + "it comes before " + CONFIGURATION + " (must come after it)");
    }
    try {
      return Coefficients.read(new CappedStream(zip, maxBytes, cannot(name)), min, max);
    } catch (IllegalArgumentException e) {
      throw new IOException(cannot(name) + e.getMessage(), e);
    }
  }

  /** The name is untrusted: only what is harmless in a log is repeated. */
  private static String cannot(String name) {
    String safe = name.substring(0, Math.min(name.length(), 80)).replaceAll("[^\\w./-]", "?");
    return "Cannot read the entry '" + safe + "' of the network file: ";
  }
}
