package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.coherer.training.transport.auth.Handshake;
import org.coherer.training.transport.auth.HandshakeException;

/** A connection whose other side is not authenticated yet. Never blocks. */
public final class Candidate {

  /** Stands for the dialled rank of an incoming connection. */
  public static final int INCOMING = -1;

  private final SocketChannel channel;
  private final Handshake handshake;
  private final int dialledRank;
  private ByteBuffer message = ByteBuffer.allocate(0);

  /** Takes over a channel that never blocks. */
  public Candidate(SocketChannel channel, Handshake handshake, int dialledRank) {
    this.channel = channel;
    this.handshake = handshake;
    this.dialledRank = dialledRank;
  }

  /** Returns the connection. */
  public SocketChannel channel() {
    return channel;
  }

  /** Returns the wire for all bytes after the handshake, once it is done. */
  public Wire wire(boolean encrypted) {
    return encrypted
        ? new SealedWire(channel, handshake.sealer(), handshake.opener())
        : new PlainWire(channel);
  }

  int dialledRank() {
    return dialledRank;
  }

  boolean incoming() {
    return dialledRank == INCOMING;
  }

  /** Returns the rank at the other end, once the handshake is done. */
  public int rank() {
    return incoming() ? handshake.hello().from() : dialledRank;
  }

  /** Sends the first message of the handshake, if this side starts it. */
  public void open() throws IOException {
    send(handshake.opening());
  }

  /** Continues the handshake with the bytes that have arrived; returns whether it is done. */
  public boolean advance() throws IOException {
    while (handshake.awaitedBytes() > 0) {
      if (message.capacity() == 0) {
        message = ByteBuffer.allocate(handshake.awaitedBytes());
      }
      if (channel.read(message) < 0) {
        throw new HandshakeException(handshake.meaningOfClose());
      }
      if (message.hasRemaining()) {
        return false;
      }
      byte[] complete = message.array();
      message = ByteBuffer.allocate(0);
      send(handshake.answer(complete));
    }
    return true;
  }

  /** All messages together fit into the smallest socket buffer, so none can block. */
  private void send(byte[] bytes) throws IOException {
    int sent = channel.write(ByteBuffer.wrap(bytes));
    if (sent < bytes.length) {
      throw new IOException("The socket took " + sent + " of " + bytes.length + " bytes");
    }
  }
}
