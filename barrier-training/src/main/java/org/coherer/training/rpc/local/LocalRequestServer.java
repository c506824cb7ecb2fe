package org.coherer.training.rpc.local;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.rpc.call.ChannelLimits;
import org.coherer.training.rpc.call.Endpoint;
import org.coherer.training.rpc.call.Service;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.auth.Handshake;
import org.coherer.training.transport.auth.HandshakeException;

/** The connections of a server within its Java virtual machine. Thread-safe. */
public final class LocalRequestServer implements AutoCloseable {

  private final Service service;
  private final InetSocketAddress address;
  private final Set<LocalRequestClient> clients = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private LocalRequestServer(Service service, InetSocketAddress address) {
    this.service = service;
    this.address = address;
  }

  /** Makes a server known that listens on a port of its settings' host. */
  public static LocalRequestServer open(Service service, int port) {
    InetSocketAddress address = new InetSocketAddress(service.settings().host(), port);
    LocalRequestServer server = new LocalRequestServer(service, address);
    LocalServers.add(address, server);
    return server;
  }

  /**
   * Connects to a server, if it is in this Java virtual machine.
   *
   * @param settings of the client: its number is the rank
   * @throws TransportException if the server refuses the client
   */
  public static Optional<RequestClient> connect(
      TransportSettings settings, ChannelLimits limits, Endpoint endpoint) {
    LocalRequestServer server =
        LocalServers.at(new InetSocketAddress(endpoint.host(), endpoint.port()));
    return server == null
        ? Optional.empty()
        : Optional.of(server.admit(settings, limits, endpoint));
  }

  private RequestClient admit(TransportSettings settings, ChannelLimits limits, Endpoint endpoint) {
    prove(settings, endpoint);
    LocalRequestClient client =
        new LocalRequestClient(
            settings.cancelled(),
            endpoint,
            service.limits().and(limits),
            service,
            service.connection(endpoint.client(), "in this process"),
            clients::remove);
    clients.add(client);
    if (closed) {
      client.endByServer();
    }
    return client;
  }

  /** Makes the handshake that a client over TCP makes. */
  private void prove(TransportSettings settings, Endpoint endpoint) {
    Handshake client =
        Handshake.client(
            settings.secret(), Service.hello(settings, endpoint.client(), endpoint.server()));
    Handshake server = Handshake.server(service.settings().secret(), service::admit);
    try {
      byte[] message = client.opening();
      while (client.awaitedBytes() > 0) {
        message = client.answer(answer(client, server, message));
      }
    } catch (HandshakeException e) {
      throw new TransportException(
          "Client "
              + endpoint.client()
              + " cannot connect to "
              + endpoint.name()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private byte[] answer(Handshake client, Handshake server, byte[] message)
      throws HandshakeException {
    try {
      return server.answer(message);
    } catch (HandshakeException e) {
      service.refusals().add("in this process", e.getMessage());
      throw (HandshakeException) new HandshakeException(client.meaningOfClose()).initCause(e);
    }
  }

  /** Looks after what depends on the time; to be called again and again. */
  public void tick() {
    if (service.settings().cancelled().getAsBoolean()) {
      close();
    }
    long now = System.nanoTime();
    clients.forEach(each -> each.tick(now));
  }

  /** Ends all connections, and admits none any more. Safe to call again. */
  @Override
  public void close() {
    closed = true;
    LocalServers.remove(address, this);
    clients.forEach(LocalRequestClient::endByServer);
  }
}
