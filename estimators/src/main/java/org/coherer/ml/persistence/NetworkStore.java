package org.coherer.ml.persistence;

import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkFile;

/**
 * The part of a saved model that is not Params: {@code network.zip}, the network in its engine's
 * own format, and {@code manifest.properties}, which says what it is. Both lie in the folder {@code
 * data} of the model.
 *
 * <table>
 * <caption>The manifest</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>formatVersion</td><td>{@value #FORMAT_VERSION}; a reader refuses versions above its own</td></tr>
 * <tr><td>engine</td><td>the engine that reads the file, such as {@code dl4j}</td></tr>
 * <tr><td>bytes</td><td>the length of the file</td></tr>
 * <tr><td>sha256</td><td>the digest of the file, in hexadecimal</td></tr>
 * </table>
 */
public final class NetworkStore {

  /** The version that is written. */
  public static final int FORMAT_VERSION = 1;

  private static final String NETWORK = "network.zip";
  private static final String MANIFEST = "manifest.properties";
  private static final int MAX_MANIFEST_BYTES = 1 << 16;

  private final Path folder;
  private final Configuration configuration;

  /**
   * A network as it was stored.
   *
   * @param engine the engine that reads it
   * @param file the network
   */
  public record Stored(Engine engine, NetworkFile file) {}

  /**
   * Creates one for a model.
   *
   * @param modelPath the folder of the model, on any Hadoop file system
   */
  public NetworkStore(String modelPath, Configuration configuration) {
    this.folder = new Path(modelPath, "data");
    this.configuration = configuration;
  }

  /**
   * Writes the network, then the manifest: without one, a network counts as not written.
   *
   * @throws IOException if the file system fails
   */
  public void write(String engine, NetworkFile file) throws IOException {
    FileSystem files = folder.getFileSystem(configuration);
    MessageDigest digest = sha256();
    CountingOutput counting = new CountingOutput(files.create(new Path(folder, NETWORK), false));
    try (OutputStream out = new DigestOutputStream(counting, digest)) {
      Engines.named(engine).write(file, out);
    }
    Properties manifest = new Properties();
    manifest.setProperty("formatVersion", Integer.toString(FORMAT_VERSION));
    manifest.setProperty("engine", engine);
    manifest.setProperty("bytes", Long.toString(counting.count));
    manifest.setProperty("sha256", HexFormat.of().formatHex(digest.digest()));
    try (OutputStream out = files.create(new Path(folder, MANIFEST), false)) {
      manifest.store(out, null);
    }
  }

  /**
   * Reads the network and checks it against the manifest.
   *
   * @throws IOException if either file is missing, torn, altered or of a later version. The message
   *     names the file
   */
  public Stored read() throws IOException {
    FileSystem files = folder.getFileSystem(configuration);
    Path manifestPath = new Path(folder, MANIFEST);
    Properties manifest = new Properties();
    try (InputStream in = files.open(manifestPath)) {
      manifest.load(new ByteArrayInputStream(in.readNBytes(MAX_MANIFEST_BYTES)));
    }
    int version = Integer.parseInt(manifest.getProperty("formatVersion", "0"));
    if (version < 1 || version > FORMAT_VERSION) {
      throw new IOException(
          "Cannot read "
              + manifestPath
              + ": format version "
              + version
              + " (this version of Coherer reads 1 to "
              + FORMAT_VERSION
              + ")");
    }
    return readNetwork(files, manifest);
  }

  private Stored readNetwork(FileSystem files, Properties manifest) throws IOException {
    Path path = new Path(folder, NETWORK);
    long bytes = Long.parseLong(manifest.getProperty("bytes", "-1"));
    long found = files.getFileStatus(path).getLen();
    if (found != bytes) {
      throw new IOException(
          "Cannot read "
              + path
              + ": it has "
              + found
              + " bytes and the manifest says "
              + bytes
              + " (it is torn)");
    }
    verifyDigest(files, path, manifest.getProperty("sha256", ""));
    Engine engine = Engines.named(manifest.getProperty("engine", ""));
    try (InputStream in = files.open(path)) {
      // Parameters that hardly compress make an entry about as long as the file; text compresses
      // better.
      return new Stored(engine, engine.read(in, Math.max(64L << 20, 64 * bytes)));
    }
  }

  private static void verifyDigest(FileSystem files, Path path, String expected)
      throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(files.open(path), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(expected)) {
      throw new IOException(
          "Cannot read "
              + path
              + ": its SHA-256 is "
              + found
              + " and the manifest says "
              + expected
              + " (it was altered)");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256", e);
    }
  }

  private static final class CountingOutput extends FilterOutputStream {

    private long count;

    CountingOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }
}
