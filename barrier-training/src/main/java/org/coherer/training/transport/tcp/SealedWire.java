package org.coherer.training.transport.tcp;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.coherer.training.crypto.RecordCipher;

/**
 * Sends and receives bytes in encrypted records: four bytes of length, then that many bytes. A
 * record is read and verified as a whole before its content is passed on.
 */
final class SealedWire implements Wire {

  static final int MAX_CONTENT_BYTES = 64 * 1024;

  private static final int MAX_RECORD_BYTES = MAX_CONTENT_BYTES + RecordCipher.OVERHEAD_BYTES;

  private final SocketChannel channel;
  private final RecordCipher sealer;
  private final RecordCipher opener;

  private final ByteBuffer outContent = ByteBuffer.allocate(MAX_CONTENT_BYTES);
  private final ByteBuffer outRecord =
      ByteBuffer.allocate(Integer.BYTES + MAX_RECORD_BYTES).limit(0);

  private final ByteBuffer inLength = ByteBuffer.allocate(Integer.BYTES);
  private final ByteBuffer inRecord = ByteBuffer.allocate(MAX_RECORD_BYTES).limit(0);
  private final ByteBuffer inContent = ByteBuffer.allocate(MAX_CONTENT_BYTES).limit(0);

  SealedWire(SocketChannel channel, RecordCipher sealer, RecordCipher opener) {
    this.channel = channel;
    this.sealer = sealer;
    this.opener = opener;
  }

  @Override
  public long write(ByteBuffer[] parts) throws IOException {
    long moved = push();
    if (flushed()) {
      outContent.clear();
      transfer(parts, outContent);
      if (outContent.flip().hasRemaining()) {
        moved += outContent.remaining();
        outRecord.clear().position(Integer.BYTES);
        sealer.seal(outContent, outRecord);
        outRecord.putInt(0, outRecord.position() - Integer.BYTES).flip();
        push();
      }
    }
    return moved;
  }

  private long push() throws IOException {
    return outRecord.hasRemaining() ? channel.write(outRecord) : 0;
  }

  @Override
  public boolean flushed() {
    return !outRecord.hasRemaining();
  }

  @Override
  public long read(ByteBuffer[] parts) throws IOException {
    if (!inContent.hasRemaining()) {
      if (!fill()) {
        return -1;
      }
      if (!inContent.hasRemaining()) {
        return 0;
      }
    }
    long moved = 0;
    for (ByteBuffer part : parts) {
      moved += copy(inContent, part);
    }
    return moved;
  }

  /** Continues to read the current record; returns whether the connection is still open. */
  private boolean fill() throws IOException {
    if (inLength.hasRemaining()) {
      if (channel.read(inLength) < 0) {
        return atEnd(inLength.position() == 0);
      }
      if (inLength.hasRemaining()) {
        return true;
      }
      inRecord.clear().limit(checkedLength(inLength.getInt(0)));
    }
    if (channel.read(inRecord) < 0) {
      return atEnd(false);
    }
    if (!inRecord.hasRemaining()) {
      inRecord.flip();
      inContent.clear();
      opener.open(inRecord, inContent);
      inContent.flip();
      inLength.clear();
    }
    return true;
  }

  private static boolean atEnd(boolean between) throws EOFException {
    if (between) {
      return false;
    }
    throw new EOFException("connection closed in the middle of a message");
  }

  private static int checkedLength(int bytes) throws ProtocolException {
    if (bytes <= RecordCipher.OVERHEAD_BYTES || bytes > MAX_RECORD_BYTES) {
      throw new ProtocolException(
          "an encrypted record of "
              + bytes
              + " bytes (must be in ("
              + RecordCipher.OVERHEAD_BYTES
              + ", "
              + MAX_RECORD_BYTES
              + "]; do both sides encrypt?)");
    }
    return bytes;
  }

  private static void transfer(ByteBuffer[] from, ByteBuffer to) {
    for (ByteBuffer part : from) {
      copy(part, to);
    }
  }

  /** Copies as many bytes as are available and fit. */
  private static int copy(ByteBuffer from, ByteBuffer to) {
    int count = Math.min(from.remaining(), to.remaining());
    to.put(to.position(), from, from.position(), count);
    to.position(to.position() + count);
    from.position(from.position() + count);
    return count;
  }

  @Override
  public void close() {
    Channels.close(channel);
  }
}
