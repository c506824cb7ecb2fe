package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.Transport;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportListener;
import org.coherer.training.transport.TransportSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the other ranks of a run on a TCP port that the operating system picks. */
public final class TcpTransportListener implements TransportListener {

  private static final Logger LOG = LoggerFactory.getLogger(TcpTransportListener.class);

  /** Ranks that dial early, and strangers, queue here until {@link #connect}. */
  private static final int BACKLOG = 1024;

  private final TransportSettings settings;
  private final ServerSocketChannel server;
  private final int port;
  private final Refusals refusals = new Refusals();

  private TcpTransportListener(TransportSettings settings, ServerSocketChannel server, int port) {
    this.settings = settings;
    this.server = server;
    this.port = port;
  }

  /**
   * Opens a port on the settings' host.
   *
   * @throws TransportException if the host is not an address of this machine
   */
  public static TcpTransportListener open(TransportSettings settings) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open();
      try {
        server.bind(new InetSocketAddress(settings.host(), 0), BACKLOG);
        return new TcpTransportListener(settings, server, server.socket().getLocalPort());
      } catch (IOException | RuntimeException e) {
        Channels.close(server);
        throw e;
      }
    } catch (IOException | UnresolvedAddressException e) {
      throw new TransportException(
          "Rank "
              + settings.rank()
              + " cannot listen on '"
              + settings.host()
              + "' (must be an"
              + " address of this machine): "
              + e,
          e);
    }
  }

  @Override
  public String host() {
    return settings.host();
  }

  @Override
  public int port() {
    return port;
  }

  /** Returns how many connections were refused so far. */
  public int refusedConnections() {
    return refusals.count();
  }

  @Override
  public Transport connect(List<Member> members) {
    check(members);
    try (Connector connector = new Connector(settings, members, server, refusals)) {
      Transport transport = new TcpTransport(settings, members, connector.connect());
      connector.release();
      return transport;
    } catch (IOException e) {
      throw new TransportException(
          "Rank " + settings.rank() + " cannot connect to its peers: " + e, e);
    } finally {
      close();
      if (refusals.count() > 0) {
        LOG.warn("Rank {} no longer listens{}", settings.rank(), refusals.note());
      }
    }
  }

  @Override
  public void close() {
    Channels.close(server);
  }

  private void check(List<Member> members) {
    for (int rank = 0; rank < members.size(); rank++) {
      if (members.get(rank).rank() != rank) {
        throw new IllegalArgumentException(
            "Invalid members " + members + " (must be in rank order)");
      }
    }
    if (settings.rank() >= members.size()) {
      throw new IllegalArgumentException(
          "Invalid members " + members + " (must hold rank " + settings.rank() + ", this one)");
    }
  }
}
