package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import org.coherer.training.transport.ImpossibleTransportException;
import org.coherer.training.transport.PortRange;
import org.coherer.training.transport.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds ports to listen on. */
public final class ServerSockets {

  private static final Logger LOG = LoggerFactory.getLogger(ServerSockets.class);

  /**
   * Early connections, of ranks and of unauthenticated peers, queue here until they are accepted.
   */
  private static final int BACKLOG = 1024;

  private ServerSockets() {}

  /**
   * Listens on the first free port of a range.
   *
   * @param who who listens, as messages name it
   * @param host the address to bind to
   * @throws TransportException if the host is not an address of this machine, or no port is free
   */
  public static ServerSocketChannel open(String who, String host, PortRange ports) {
    checkHost(who, host);
    BindException last = null;
    for (int port = ports.first(); port <= ports.last(); port++) {
      try {
        return bind(host, port);
      } catch (BindException e) {
        LOG.debug("Port {} cannot be used", port, e);
        last = e;
      } catch (IOException e) {
        throw cannotListen(who, host, e);
      }
    }
    throw noPort(who, host, ports, last);
  }

  private static TransportException noPort(
      String who, String host, PortRange ports, BindException last) {
    if (last.getMessage() != null && last.getMessage().contains("Permission denied")) {
      return new ImpossibleTransportException(
          who
              + " may not listen on the ports "
              + ports
              + " of "
              + host
              + " (set portRange to ports that need no privilege, from 1024)",
          last);
    }
    return new TransportException(
        who
            + " finds no free port in "
            + ports
            + " on "
            + host
            + " (widen the range, or set it to 0 for any free port)",
        last);
  }

  /**
   * Checks that the host accepts a listener at all, on any port. After that, a {@link
   * BindException} means that one port is in use or reserved, and the next one may be free.
   */
  private static void checkHost(String who, String host) {
    try {
      Channels.close(bind(host, PortRange.ANY.first()));
    } catch (IOException | UnresolvedAddressException e) {
      throw cannotListen(who, host, e);
    }
  }

  private static ServerSocketChannel bind(String host, int port) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      return server.bind(new InetSocketAddress(host, port), BACKLOG);
    } catch (IOException | RuntimeException e) {
      Channels.close(server);
      throw e;
    }
  }

  private static TransportException cannotListen(String who, String host, Exception e) {
    return new TransportException(
        who + " cannot listen on '" + host + "' (must be an address of this machine): " + e, e);
  }
}
