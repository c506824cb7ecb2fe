package org.coherer.datasource.codec;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes that wait in a temporary file on the local disk, since a header that nobody knows yet comes
 * before them. The file is deleted when this is closed. Not safe for use by several threads.
 */
public final class Spool implements Closeable {
  private final FileChannel file;

  /**
   * Makes the temporary file.
   *
   * @throws IOException if there is no place for it
   */
  public Spool() throws IOException {
    Path path = Files.createTempFile("coherer", ".spool");
    file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Returns the number of bytes that wait. */
  public long length() throws IOException {
    return file.position();
  }

  /**
   * Adds bytes.
   *
   * @throws IOException if the disk is full
   */
  public void write(byte[] bytes) throws IOException {
    for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
      file.write(rest);
    }
  }

  /**
   * Copies a part of the bytes.
   *
   * @param begin its first byte
   * @param end the byte after its last
   * @param out where they go
   */
  public void copy(long begin, long end, OutputStream out) throws IOException {
    WritableByteChannel to = Channels.newChannel(out);
    for (long at = begin; at < end; ) {
      at += file.transferTo(at, end - at, to);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
