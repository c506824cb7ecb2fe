package org.coherer.training.transport.auth;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Runs a handshake on a blocking socket, within a deadline for all reads together. */
final class BlockingHandshake {

  private final Handshake handshake;
  private final Socket socket;
  private final Duration timeout;
  private final long startNanos = System.nanoTime();

  private BlockingHandshake(Handshake handshake, Socket socket, Duration timeout) {
    this.handshake = handshake;
    this.socket = socket;
    this.timeout = timeout;
  }

  static Hello run(Handshake handshake, Socket socket, Duration timeout) throws IOException {
    int before = socket.getSoTimeout();
    try {
      return new BlockingHandshake(handshake, socket, timeout).run();
    } finally {
      if (!socket.isClosed()) {
        socket.setSoTimeout(before);
      }
    }
  }

  private Hello run() throws IOException {
    send(handshake.opening());
    while (handshake.awaitedBytes() > 0) {
      send(handshake.answer(read(handshake.awaitedBytes())));
    }
    return handshake.hello();
  }

  private void send(byte[] message) throws IOException {
    socket.getOutputStream().write(message);
    socket.getOutputStream().flush();
  }

  private byte[] read(int length) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] message = new byte[length];
    for (int got = 0; got < length; ) {
      socket.setSoTimeout(millisLeft());
      int count = readSome(in, message, got);
      if (count < 0) {
        throw new HandshakeException(handshake.meaningOfClose());
      }
      got += count;
    }
    return message;
  }

  private int readSome(InputStream in, byte[] message, int got) throws IOException {
    try {
      return in.read(message, got, message.length - got);
    } catch (SocketTimeoutException e) {
      throw (SocketTimeoutException) timedOut().initCause(e);
    }
  }

  private int millisLeft() throws SocketTimeoutException {
    long left = timeout.toMillis() - (System.nanoTime() - startNanos) / 1_000_000;
    if (left <= 0) {
      throw timedOut();
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  private SocketTimeoutException timedOut() {
    return new SocketTimeoutException("No handshake within " + timeout.toMillis() + " ms");
  }
}
