package org.coherer.training.rpc.tcp;

import java.net.Socket;
import java.nio.channels.SocketChannel;
import org.coherer.training.transport.TransportOptions;

/** Tells by the addresses of a connection whether both ends are on one machine. */
final class SameMachine {

  private SameMachine() {}

  /** Returns whether contents that are sent over a connection have a checksum. */
  static boolean checksums(TransportOptions options, SocketChannel channel) {
    Socket socket = channel.socket();
    return switch (options.checksums()) {
      case OFF -> false;
      case BETWEEN_MACHINES -> !socket.getLocalAddress().equals(socket.getInetAddress());
      case ALWAYS -> true;
    };
  }
}
