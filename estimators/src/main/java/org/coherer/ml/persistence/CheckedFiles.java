package org.coherer.ml.persistence;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes and reads the files of one folder, with their lengths and digests. */
final class CheckedFiles {

  private final FileSystem files;
  private final Path folder;

  CheckedFiles(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** Writes to a stream, which is closed for it. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  Path path(String name) {
    return new Path(folder, name);
  }

  /**
   * Writes a file that is not there yet.
   *
   * @throws IOException if it is larger than a reader would take
   */
  Manifest.Entry write(ModelFile file, Content content) throws IOException {
    MessageDigest digest = sha256();
    CountingOutput counting = new CountingOutput(files.create(path(file.path()), false));
    try (OutputStream out = new DigestOutputStream(counting, digest)) {
      content.writeTo(out);
    }
    if (counting.count > file.maxBytes()) {
      throw new IOException(
          "Cannot write "
              + path(file.path())
              + ": it has "
              + counting.count
              + " bytes (must be at most "
              + file.maxBytes()
              + ")");
    }
    return new Manifest.Entry(counting.count, HexFormat.of().formatHex(digest.digest()));
  }

  /** Writes a file that is not there yet. */
  void write(String name, byte[] content) throws IOException {
    try (OutputStream out = files.create(path(name), false)) {
      out.write(content);
    }
  }

  /**
   * Reads a whole small file.
   *
   * @throws IOException if it is missing, or longer than allowed
   */
  byte[] readAtMost(String name, int maxBytes) throws IOException {
    Path path = path(name);
    try (InputStream in = files.open(path)) {
      byte[] content = in.readNBytes(maxBytes + 1);
      if (content.length > maxBytes) {
        throw new IOException(
            "Cannot read " + path + ": it has more than " + maxBytes + " bytes (must be at most)");
      }
      return content;
    } catch (FileNotFoundException e) {
      throw missing(path, e);
    }
  }

  /**
   * Reads a whole small file and checks it.
   *
   * @throws IOException if it is missing, torn or altered
   */
  byte[] read(ModelFile file, Manifest.Entry expected) throws IOException {
    Path path = path(file.path());
    checkLength(path, expected);
    byte[] content = readAtMost(file.path(), Math.toIntExact(expected.bytes()));
    checkDigest(path, sha256().digest(content), expected);
    return content;
  }

  /**
   * Checks a file of any size.
   *
   * @throws IOException if it is missing, torn or altered
   */
  void verify(ModelFile file, Manifest.Entry expected) throws IOException {
    Path path = path(file.path());
    checkLength(path, expected);
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(files.open(path), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    checkDigest(path, digest.digest(), expected);
  }

  InputStream open(ModelFile file) throws IOException {
    return files.open(path(file.path()));
  }

  private void checkLength(Path path, Manifest.Entry expected) throws IOException {
    FileStatus status;
    try {
      status = files.getFileStatus(path);
    } catch (FileNotFoundException e) {
      throw missing(path, e);
    }
    if (!status.isFile() || status.getLen() != expected.bytes()) {
      throw new IOException(
          "Cannot read "
              + path
              + ": it has "
              + status.getLen()
              + " bytes and the manifest says "
              + expected.bytes()
              + " (it is torn)");
    }
  }

  private static void checkDigest(Path path, byte[] digest, Manifest.Entry expected)
      throws IOException {
    String found = HexFormat.of().formatHex(digest);
    if (!found.equals(expected.sha256())) {
      throw new IOException(
          "Cannot read "
              + path
              + ": its SHA-256 is "
              + found
              + " and the manifest says "
              + expected.sha256()
              + " (it was altered)");
    }
  }

  private static IOException missing(Path path, FileNotFoundException cause) {
    return new IOException(
        "Cannot read " + path + ": there is no such file (must be in the folder of a saved model)",
        cause);
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
