package org.coherer.training.embedding.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A new file that is being written. For one thread. */
public interface TableOutput extends Closeable {

  /** Appends all that remains in a buffer. */
  void write(ByteBuffer buffer) throws IOException;

  /** Completes the file: its bytes, and its name, survive a loss of power as far as can be. */
  void commit() throws IOException;

  /** Abandons the file unless it is complete; what was written of it may stay. */
  @Override
  void close() throws IOException;
}
