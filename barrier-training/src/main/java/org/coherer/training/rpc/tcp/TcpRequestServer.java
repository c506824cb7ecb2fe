package org.coherer.training.rpc.tcp;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.rpc.call.Connection;
import org.coherer.training.rpc.call.Service;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.tcp.Candidate;
import org.coherer.training.transport.tcp.Channels;
import org.coherer.training.transport.tcp.ServerSockets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of a server over TCP, all on one selector thread. */
public final class TcpRequestServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpRequestServer.class);

  private final Service service;
  private final int port;
  private final Pulse pulse;
  private final EventLoop loop;
  private final Handshakes handshakes;
  private final Runnable everyTick;
  private final List<ServedConnection> connections = new ArrayList<>();

  private TcpRequestServer(Service service, ServerSocketChannel socket, Runnable everyTick)
      throws IOException {
    this.service = service;
    this.everyTick = everyTick;
    port = socket.socket().getLocalPort();
    pulse = new Pulse(service.settings().timeouts().peer());
    loop = new EventLoop(name(service.settings()), new Duty(), pulse.tickNanos());
    handshakes = new Handshakes(service, loop, socket, this::admit);
  }

  /** Returns what the names of a server's threads begin with. */
  public static String name(TransportSettings settings) {
    return "coherer-rpc-server-" + settings.rank();
  }

  /**
   * Listens on the settings' host, on a port of their range.
   *
   * @param everyTick called again and again, some fifty times per second
   * @throws TransportException if the host is not an address of this machine, or no port is free
   */
  public static TcpRequestServer open(Service service, Runnable everyTick) {
    TransportSettings settings = service.settings();
    ServerSocketChannel socket =
        ServerSockets.open(
            "Server " + settings.rank(), settings.host(), settings.options().ports());
    try {
      socket.configureBlocking(false);
      TcpRequestServer server = new TcpRequestServer(service, socket, everyTick);
      server.loop.register(socket, SelectionKey.OP_ACCEPT, server.handshakes);
      server.loop.start();
      return server;
    } catch (IOException e) {
      Channels.close(socket);
      throw new TransportException("Server " + settings.rank() + " cannot listen: " + e, e);
    }
  }

  /** Returns the port on which it listens. */
  public int port() {
    return port;
  }

  private void admit(Candidate candidate, SelectionKey key) {
    Connection connection =
        service.connection(
            candidate.rank(),
            String.valueOf(candidate.channel().socket().getRemoteSocketAddress()));
    ServedConnection served =
        new ServedConnection(
            connection,
            service,
            loop,
            candidate.wire(service.settings().options().encrypted()),
            SameMachine.checksums(service.settings().options(), candidate.channel()));
    served.start(key);
    connections.add(served);
  }

  /** What the thread of the loop does beside sockets. */
  private final class Duty implements EventLoop.Duty {

    @Override
    public void tick(long now) {
      if (service.settings().cancelled().getAsBoolean()) {
        end();
      }
      handshakes.tick(now);
      connections.removeIf(ServedConnection::hasEnded);
      connections.forEach(each -> each.tick(now));
      everyTick.run();
    }

    @Override
    public void end() {
      handshakes.end();
      connections.forEach(each -> each.end("the server is closed"));
      connections.clear();
    }
  }

  /** Stops listening and ends all connections. Safe to call again. */
  @Override
  public void close() {
    loop.close();
    if (service.refusals().count() > 0) {
      LOG.warn(
          "Server {} no longer listens{}", service.settings().rank(), service.refusals().note());
    }
  }
}
