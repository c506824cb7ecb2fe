package org.coherer.training.transport.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of one connection, as they are or encrypted. Never waits. One thread may write while
 * another one reads.
 */
interface Wire extends Closeable {

  /**
   * Takes as many bytes as it can now, in order, and passes on what it holds back.
   *
   * @return how many bytes moved; 0 if none can now
   */
  long write(ByteBuffer[] parts) throws IOException;

  /** Returns whether all bytes taken have been passed on. */
  boolean flushed();

  /**
   * Fills the parts, in order, as far as bytes are there.
   *
   * @return how many bytes came; -1 at the end
   */
  long read(ByteBuffer[] parts) throws IOException;

  /** Closes the connection. */
  @Override
  void close();
}
