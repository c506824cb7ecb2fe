package org.coherer.datasource.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip file: that of all its members, one behind the other (RFC 1952).
 *
 * <p>The JDK's own stream takes anything behind a member that is no valid header for the end, so
 * that a damaged byte there hides the rest of a file. Here, only the end of the file is its end, or
 * zeros up to it: tools that write in blocks pad files so, and gzip(1) ignores zeros too.
 *
 * <p>Not safe for use by several threads.
 */
public final class GzipStream extends InputStream {
  private static final int MAGIC = 0x8B1F;
  private static final int DEFLATE = 8;
  private static final int FLAG_HEADER_CHECKSUM = 1 << 1;
  private static final int FLAG_EXTRA = 1 << 2;
  private static final int FLAG_NAME = 1 << 3;
  private static final int FLAG_COMMENT = 1 << 4;
  private static final int FLAGS_RESERVED = 0xE0;

  /** The bytes of a header that nothing here needs: a time, a compression level and a system. */
  private static final int UNUSED_BYTES = 6;

  private static final long LOW_BITS = 0xFFFFFFFFL;

  private final InputStream in;
  private final ByteBuffer stored;
  private final CRC32 headerChecksum = new CRC32();
  private final CRC32 checksum = new CRC32();
  private final Inflater inflater;
  private long storedBytes;
  private boolean isAtEnd;
  private boolean isClosed;

  /**
   * Reads the header of the first member.
   *
   * @param in the stored bytes, at the first; closed with this
   * @param bufferBytes how many of them are read at a time
   * @throws IOException if there is no valid header
   */
  public GzipStream(InputStream in, int bufferBytes) throws IOException {
    this.in = in;
    stored = ByteBuffer.allocate(bufferBytes).limit(0);
    readHeader(next());
    inflater = new Inflater(true);
    inflater.setInput(stored);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IOException if the file is damaged, or ends within a member
   */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (isClosed) {
      throw new IOException("Cannot read a gzip file that is closed");
    }
    if (length == 0) {
      return 0;
    }
    while (!isAtEnd) { // once for each member without content, and for each buffer
      int count = inflate(bytes, offset, length);
      if (count > 0) {
        checksum.update(bytes, offset, count);
        return count;
      }
      if (inflater.finished()) {
        checkTrailer();
        openNext();
      } else if (!inflater.needsInput()) {
        throw damaged("the deflated data make no sense", null);
      } else {
        fill();
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    if (!isClosed) {
      isClosed = true;
      inflater.end();
      in.close();
    }
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    try {
      return inflater.inflate(bytes, offset, length);
    } catch (DataFormatException e) {
      throw damaged("the deflated data make no sense: " + e.getMessage(), e);
    }
  }

  private void checkTrailer() throws IOException {
    long wanted = littleEndian(Integer.BYTES);
    if (wanted != checksum.getValue()) {
      throw damaged(
          "the checksum of a member is 0x%08X (must be 0x%08X)"
              .formatted(wanted, checksum.getValue()),
          null);
    }
    long length = littleEndian(Integer.BYTES);
    long found = inflater.getBytesWritten() & LOW_BITS;
    if (length != found) {
      throw damaged("the length of a member is %d (must be %d)".formatted(length, found), null);
    }
  }

  private void openNext() throws IOException {
    int first = nextOrEnd();
    boolean isPadded = first == 0;
    while (first == 0) {
      first = nextOrEnd();
    }
    if (first < 0) {
      isAtEnd = true;
      return;
    }
    if (isPadded) {
      throw damaged(
          "0x%02X follows zeros behind a member (must be zeros alone)".formatted(first), null);
    }
    readHeader(first);
    checksum.reset();
    inflater.reset();
    inflater.setInput(stored);
  }

  private void readHeader(int first) throws IOException {
    headerChecksum.reset();
    headerChecksum.update(first);
    int magic = first | (next() << Byte.SIZE);
    if (magic != MAGIC) {
      throw damaged(
          "a member starts with 0x%02X 0x%02X (must be 0x1F 0x8B)"
              .formatted(magic & 0xFF, magic >> Byte.SIZE),
          null);
    }
    int method = next();
    if (method != DEFLATE) {
      throw damaged("the compression method is %d (must be %d)".formatted(method, DEFLATE), null);
    }
    int flags = next();
    if ((flags & FLAGS_RESERVED) != 0) {
      throw damaged("the flags are 0x%02X (must be below 0x20)".formatted(flags), null);
    }
    littleEndian(UNUSED_BYTES);
    if ((flags & FLAG_EXTRA) != 0) {
      for (long left = littleEndian(Short.BYTES); left > 0; left--) {
        next();
      }
    }
    skipText(flags & FLAG_NAME);
    skipText(flags & FLAG_COMMENT);
    if ((flags & FLAG_HEADER_CHECKSUM) != 0) {
      long wanted = headerChecksum.getValue() & 0xFFFF;
      long found = littleEndian(Short.BYTES);
      if (found != wanted) {
        throw damaged(
            "the checksum of a header is 0x%04X (must be 0x%04X)".formatted(found, wanted), null);
      }
    }
  }

  /** Skips a text that ends with a zero, if its flag is set. */
  private void skipText(int flag) throws IOException {
    boolean isInside = flag != 0;
    while (isInside) {
      isInside = next() != 0;
    }
  }

  private long littleEndian(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) next() << (i * Byte.SIZE);
    }
    return number;
  }

  /** Returns the next byte of a header or trailer. */
  private int next() throws IOException {
    if (!stored.hasRemaining()) {
      fill();
    }
    int value = Byte.toUnsignedInt(stored.get());
    headerChecksum.update(value);
    return value;
  }

  private int nextOrEnd() throws IOException {
    return stored.hasRemaining() || hasMore() ? next() : -1;
  }

  private void fill() throws IOException {
    if (!hasMore()) {
      throw new EOFException(
          "the gzip file ends within a member, at its stored byte %d".formatted(storedBytes));
    }
  }

  /** Fills the buffer, all of which has been used. Returns whether there is a byte. */
  private boolean hasMore() throws IOException {
    int count = in.read(stored.array());
    stored.position(0).limit(Math.max(count, 0));
    storedBytes += stored.limit();
    return count > 0;
  }

  private IOException damaged(String problem, Throwable cause) {
    return new IOException(
        "the gzip file is damaged before its stored byte %d: %s"
            .formatted(storedBytes - stored.remaining(), problem),
        cause);
  }
}
