package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.coherer.training.transport.auth.Handshake;
import org.coherer.training.transport.auth.HandshakeException;

/** A connection whose other side has not proved yet who it is. Never waits. */
final class Candidate {

  /** The rank that was dialled, or this if the connection came in. */
  static final int INCOMING = -1;

  private final SocketChannel channel;
  private final Handshake handshake;
  private final int dialledRank;
  private ByteBuffer message = ByteBuffer.allocate(0);

  Candidate(SocketChannel channel, Handshake handshake, int dialledRank) {
    this.channel = channel;
    this.handshake = handshake;
    this.dialledRank = dialledRank;
  }

  SocketChannel channel() {
    return channel;
  }

  /** Returns how bytes go on from here, once the handshake is done. */
  Wire wire(boolean encrypted) {
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
  int rank() {
    return incoming() ? handshake.hello().from() : dialledRank;
  }

  /** Sends the first message, if it is on this side to do so. */
  void open() throws IOException {
    send(handshake.opening());
  }

  /** Goes as far as the bytes that are there allow; returns whether the handshake is done. */
  boolean advance() throws IOException {
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

  /** All messages together are shorter than the emptiest socket buffer, so none can get stuck. */
  private void send(byte[] bytes) throws IOException {
    int sent = channel.write(ByteBuffer.wrap(bytes));
    if (sent < bytes.length) {
      throw new IOException("The socket took " + sent + " of " + bytes.length + " bytes");
    }
  }
}
