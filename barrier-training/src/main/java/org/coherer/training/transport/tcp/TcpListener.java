package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a TCP port of one rank for connections of the ranks above it. */
public final class TcpListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);

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
    ServerSocketChannel server =
        ServerSockets.open("Rank " + settings.rank(), settings.host(), settings.options().ports());
    return new TcpListener(settings, server, server.socket().getLocalPort());
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
