package org.coherer.datasource.codec;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream whose owner closes it: who writes through this only flushes it. */
public final class KeptOpen extends FilterOutputStream {

  /**
   * Wraps a stream.
   *
   * @param out is not closed with this
   */
  public KeptOpen(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
