package org.coherer.datasource.codec;

import java.io.IOException;
import java.io.InputStream;

/** Opens a file at any byte. */
@FunctionalInterface
public interface FileOpener {

  /**
   * Opens the file.
   *
   * @param offset the byte at which the stream starts, at most the length of the file
   * @return buffered; the caller closes it
   * @throws IOException if the file cannot be opened
   */
  InputStream open(long offset) throws IOException;
}
