package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.PortRange;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port on which one rank waits for those above it. */
public final class TcpDoor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpDoor.class);

  /** Ranks that dial early, and strangers, queue here until {@link #connect}. */
  private static final int BACKLOG = 1024;

  private final TransportSettings settings;
  private final ServerSocketChannel server;
  private final int port;
  private final Refusals refusals = new Refusals();

  private TcpDoor(TransportSettings settings, ServerSocketChannel server, int port) {
    this.settings = settings;
    this.server = server;
    this.port = port;
  }

  /**
   * Opens the first free port of the settings' range on the settings' host.
   *
   * @throws TransportException if the host is not an address of this machine, or no port is free
   */
  public static TcpDoor open(TransportSettings settings) {
    PortRange ports = settings.options().ports();
    for (int port = ports.first(); port <= ports.last(); port++) {
      TcpDoor door = tryOpen(settings, port);
      if (door != null) {
        return door;
      }
    }
    throw new TransportException(
        "Rank "
            + settings.rank()
            + " finds no free port in "
            + ports
            + " on "
            + settings.host()
            + " (widen the range, or set it to 0 for any free port)");
  }

  /** Returns null if the port is taken. */
  private static TcpDoor tryOpen(TransportSettings settings, int port) {
    InetSocketAddress address = new InetSocketAddress(settings.host(), port);
    try {
      ServerSocketChannel server = ServerSocketChannel.open();
      try {
        server.bind(address, BACKLOG);
        return new TcpDoor(settings, server, server.socket().getLocalPort());
      } catch (IOException | RuntimeException e) {
        Channels.close(server);
        throw e;
      }
    } catch (BindException e) {
      if (port != 0 && "Address already in use".equals(e.getMessage())) {
        LOG.debug("Port {} is taken", port, e);
        return null;
      }
      throw cannotListen(settings, e);
    } catch (IOException | UnresolvedAddressException e) {
      throw cannotListen(settings, e);
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

  /** Returns the port. */
  public int port() {
    return port;
  }

  /** Returns how many connections were refused so far. */
  public int refusedConnections() {
    return refusals.count();
  }

  /**
   * Connects to all other ranks.
   *
   * @param members all ranks, in rank order
   * @param staging where vectors arrive that are to be added; shared by all connections
   * @return one connection per rank, null for this one
   * @throws TransportException if a rank cannot be reached or does not come in time. The message
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
          !members.get(settings.rank()).place().sharesMachine(members.get(peer).place());
      case ALWAYS -> true;
    };
  }

  /** Stops listening. Safe to call again; leaves connections alone. */
  @Override
  public void close() {
    Channels.close(server);
  }
}
