package org.coherer.training.checkpoint.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A new file that is being written. For one thread. */
public interface DurableOutput extends Closeable {

  /** Appends all that remains in the buffers. */
  void write(ByteBuffer... buffers) throws IOException;

  /** Completes the file: its bytes, and its name, survive a loss of power as far as can be. */
  void commit() throws IOException;

  /** Abandons the file unless it is complete; what was written of it may stay. */
  @Override
  void close() throws IOException;
}
