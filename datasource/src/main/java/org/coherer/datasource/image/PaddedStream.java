package org.coherer.datasource.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Bytes in memory, and some zeros behind them. The decoder of WebP takes the end of a file for
 * zeros without end, which it reads for minutes; whoever reads far beyond the end reads a damaged
 * file.
 */
final class PaddedStream extends ImageInputStreamImpl {
  private static final int MAX_BEYOND = 64;

  private final byte[] data;
  private int beyond;

  PaddedStream(byte[] data) {
    this.data = data;
  }

  @Override
  public long length() {
    return data.length;
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    if (streamPos < data.length) {
      int value = Byte.toUnsignedInt(data[(int) streamPos]);
      streamPos++;
      return value;
    }
    beyond++;
    if (beyond > MAX_BEYOND) {
      throw new UncheckedIOException(new IOException("the data ends early (must be whole)"));
    }
    streamPos++;
    return 0;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    int count = (int) Math.max(0, Math.min(length, data.length - streamPos));
    System.arraycopy(data, (int) Math.min(streamPos, data.length), into, offset, count);
    streamPos += count;
    if (count < length && length <= Long.BYTES) { // a number, which the JDK reads at once
      for (int i = count; i < length; i++) {
        into[offset + i] = (byte) read();
      }
      return length;
    }
    return count == 0 && length > 0 ? -1 : count;
  }
}
