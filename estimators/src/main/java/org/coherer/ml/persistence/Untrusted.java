package org.coherer.ml.persistence;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * The one place where whatever a reader throws on a damaged or hostile file becomes an error with
 * the path. Parsers throw exceptions of any kind, and errors too, since files may claim depths and
 * sizes of any kind.
 */
final class Untrusted {

  private Untrusted() {}

  /** Reads something. */
  interface Reader<T> {
    T read() throws IOException;
  }

  /**
   * Reads something from a path, of which an {@link IOException} of the reader says what is wrong.
   *
   * @throws IOException if it cannot be read
   */
  static <T> T read(Path path, Reader<T> reader) throws IOException {
    try {
      return reader.read();
    } catch (IllegalArgumentException e) {
      throw new IOException("Cannot read " + path + ": " + e.getMessage(), e);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      throw new IOException(
          "Cannot read " + path + ": it is damaged (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
