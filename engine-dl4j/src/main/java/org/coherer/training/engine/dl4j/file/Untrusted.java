package org.coherer.training.engine.dl4j.file;

import java.io.IOException;

/**
 * The one place where whatever a reader throws on a damaged or hostile file becomes an error that
 * says so. Parsers below throw exceptions of any kind, and errors too, since files may claim
 * depths, sizes and classes of any kind.
 */
final class Untrusted {

  private Untrusted() {}

  /** Reads something. */
  interface Reader<T> {
    T read() throws IOException;
  }

  /**
   * Reads something from a file.
   *
   * @param problem the beginning of the error's message, such as {@code Cannot read X}
   * @throws IOException if it cannot be read
   */
  static <T> T read(String problem, Reader<T> reader) throws IOException {
    try {
      return reader.read();
    } catch (IllegalArgumentException e) {
      throw new IOException(problem + ": " + e.getMessage(), e);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      throw new IOException(
          problem + ": it is cut off or damaged (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
