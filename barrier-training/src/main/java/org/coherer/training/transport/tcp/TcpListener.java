package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import org.coherer.training.transport.ImpossibleTransportException;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.PortRange;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a TCP port of one rank for connections of the ranks above it. */
public final class TcpListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);

  /**
   * Early connections, of ranks and of unauthenticated peers, queue here until {@link #connect}.
   */
  private static final int BACKLOG = 1024;

  private final TransportSettings settings;
  private final ServerSocketChannel server;
  private final int port;
  private final Refusals refusals = new Refusals();

  private TcpListener(TransportSettings settings, ServerSocketChannel server, int port) {
    this.settings = settings;
    this.server = server;
    this.port = port;
  }

  /**
   * Listens on the first free port of the settings' range on the settings' host.
   *
   * @throws TransportException if the host is not an address of this machine, or no port is free
   */
  public static TcpListener open(TransportSettings settings) {
    checkHost(settings);
    PortRange ports = settings.options().ports();
    BindException last = null;
    for (int port = ports.first(); port <= ports.last(); port++) {
      try {
        ServerSocketChannel server = bind(settings.host(), port);
        return new TcpListener(settings, server, server.socket().getLocalPort());
      } catch (BindException e) {
        LOG.debug("Port {} cannot be used", port, e);
        last = e;
      } catch (IOException e) {
        throw cannotListen(settings, e);
      }
    }
    if (last.getMessage() != null && last.getMessage().contains("Permission denied")) {
      throw new ImpossibleTransportException(
          "Rank "
              + settings.rank()
              + " may not listen on the ports "
              + ports
              + " of "
              + settings.host()
              + " (set portRange to ports that need no privilege, from 1024)",
          last);
    }
    throw new TransportException(
        "Rank "
            + settings.rank()
            + " finds no free port in "
            + ports
            + " on "
            + settings.host()
            + " (widen the range, or set it to 0 for any free port)",
        last);
  }

  /**
   * Checks that the host accepts a listener at all, on any port. After that, a {@link
   * BindException} means that one port is in use or reserved, and the next one may be free.
   */
  private static void checkHost(TransportSettings settings) {
    try {
      Channels.close(bind(settings.host(), PortRange.ANY.first()));
    } catch (IOException | UnresolvedAddressException e) {
      throw cannotListen(settings, e);
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

  private static TransportException cannotListen(TransportSettings settings, Exception e) {
    return new TransportException(
        "Rank "
            + settings.rank()
            + " cannot listen on '"
            + settings.host()
            + "' (must be an address of this machine): "
            + e,
        e);
  }

  /** Returns the port on which this rank listens. */
  public int port() {
    return port;
  }

  /** Returns the number of connections refused so far. */
  public int refusedConnections() {
    return refusals.count();
  }

  /**
   * Connects to all other ranks.
   *
   * @param members all ranks, in rank order
   * @param staging buffers arriving vectors that are to be added; shared by all connections
   * @return one connection per rank, null for this one
   * @throws TransportException if a rank cannot be reached or does not connect in time. The message
   *     names it
   */
  public TcpConnection[] connect(List<Member> members, ByteBuffer staging) throws IOException {
    try (Connector connector = new Connector(settings, members, server, refusals)) {
      Candidate[] proved = connector.connect();
      TcpConnection[] connections = new TcpConnection[proved.length];
      for (int rank = 0; rank < proved.length; rank++) {
        if (proved[rank] != null) {
          connections[rank] =
              new TcpConnection(
                  proved[rank].channel(),
                  proved[rank].wire(settings.options().encrypted()),
                  settings.identity(),
                  settings.rank(),
                  rank,
                  checksums(members, rank),
                  staging);
        }
      }
      connector.release();
      return connections;
    } finally {
      close();
      if (refusals.count() > 0) {
        LOG.warn("Rank {} no longer listens{}", settings.rank(), refusals.note());
      }
    }
  }

  private boolean checksums(List<Member> members, int peer) {
    return switch (settings.options().checksums()) {
      case OFF -> false;
      case BETWEEN_MACHINES ->
          !members.get(settings.rank()).locality().sharesMachine(members.get(peer).locality());
      case ALWAYS -> true;
    };
  }

  /** Stops listening. Safe to call again; does not close connections. */
  @Override
  public void close() {
    Channels.close(server);
  }
}
