package org.coherer.training.rpc.channel;

import java.util.concurrent.atomic.AtomicLong;
import org.coherer.training.rpc.RequestHandler;
import org.coherer.training.rpc.RequestServer;
import org.coherer.training.rpc.call.BufferPool;
import org.coherer.training.rpc.call.ChannelLimits;
import org.coherer.training.rpc.call.HandlerThreads;
import org.coherer.training.rpc.call.Service;
import org.coherer.training.rpc.local.LocalRequestServer;
import org.coherer.training.rpc.tcp.TcpRequestServer;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.tcp.Refusals;

/** A server with all its links: handlers' threads and memory are the same for all of them. */
final class ListeningServer implements RequestServer {

  private final Service service;
  private final TcpRequestServer tcp;
  private volatile LocalRequestServer local;

  private ListeningServer(Service service) {
    this.service = service;
    tcp = TcpRequestServer.open(service, this::tick);
  }

  static ListeningServer open(
      TransportSettings settings, ChannelLimits limits, RequestHandler handler) {
    Service service =
        new Service(
            settings,
            limits,
            handler,
            new HandlerThreads(TcpRequestServer.name(settings), limits.handlers()),
            new BufferPool(limits.bytes()),
            new AtomicLong(),
            new Refusals());
    ListeningServer server = new ListeningServer(service);
    if (settings.options().links().contains(LinkKind.LOCAL)) {
      server.local = LocalRequestServer.open(service, server.port());
    }
    return server;
  }

  private void tick() {
    LocalRequestServer clients = local;
    if (clients != null) {
      clients.tick();
    }
  }

  @Override
  public String host() {
    return service.settings().host();
  }

  @Override
  public int port() {
    return tcp.port();
  }

  /** Returns the number of connections refused so far. */
  int refusedConnections() {
    return service.refusals().count();
  }

  @Override
  public void close() {
    if (local != null) {
      local.close();
    }
    tcp.close();
    service.threads().close();
    service.pool().close();
  }
}
