package org.coherer.training.transport.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads and writes the bytes of one connection, plain or encrypted. Never blocks. One thread may
 * write while another one reads.
 */
public interface Wire extends Closeable {

  /**
   * Writes as many bytes as possible without waiting, in order, and flushes buffered ones.
   *
   * @return how many bytes moved; 0 if none can move now
   */
  long write(ByteBuffer[] parts) throws IOException;

  /** Returns whether all written bytes were passed on to the socket. */
  boolean flushed();

  /**
   * Fills the parts, in order, with the bytes that have arrived.
   *
   * @return how many bytes were read; -1 at the end
   */
  long read(ByteBuffer[] parts) throws IOException;

  /** Closes the connection. */
  @Override
  void close();
}
