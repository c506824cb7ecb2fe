package org.coherer.training.engine.dl4j.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails when it turns out longer than allowed, so that no zip bomb is unpacked. */
final class CappedStream extends FilterInputStream {

  private final long maxBytes;
  private final String problem;
  private long bytesRead;

  /**
   * Wraps a stream.
   *
   * @param problem the beginning of the error's message
   */
  CappedStream(InputStream in, long maxBytes, String problem) {
    super(in);
    this.maxBytes = maxBytes;
    this.problem = problem;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int more) throws IOException {
    bytesRead += more;
    if (bytesRead > maxBytes) {
      throw new IOException(
          problem + "it unpacks to more than the limit of " + maxBytes + " bytes");
    }
  }
}
