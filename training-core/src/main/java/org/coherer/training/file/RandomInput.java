package org.coherer.training.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is open for reading. For one thread. */
public interface RandomInput extends Closeable {

  /** Returns the file's length in bytes. */
  long length();

  /**
   * Fills a buffer with the bytes from a position on.
   *
   * @throws java.io.EOFException if the file ends before
   */
  void read(long position, ByteBuffer into) throws IOException;
}
