package org.coherer.training.rpc.channel;

import java.util.Optional;
import java.util.Set;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.rpc.RequestHandler;
import org.coherer.training.rpc.RequestServer;
import org.coherer.training.rpc.call.ChannelLimits;
import org.coherer.training.rpc.call.Endpoint;
import org.coherer.training.rpc.local.LocalRequestServer;
import org.coherer.training.rpc.tcp.TcpRequestClient;
import org.coherer.training.transport.ImpossibleTransportException;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.TransportSettings;

/**
 * Opens the two ends of the channel of requests. A client of the same Java virtual machine reaches
 * its server without a socket; all others do over TCP.
 *
 * <p>In the settings of both ends, the rank is the number of the client or the server itself, and
 * the message timeout has no meaning: every request has a deadline of its own.
 */
public final class RequestChannels {

  private RequestChannels() {}

  /**
   * Listens for clients, within the default limits.
   *
   * @throws org.coherer.training.transport.TransportException if the host is not an address of this
   *     machine, or no port is free
   */
  public static RequestServer listen(TransportSettings settings, RequestHandler handler) {
    return listen(settings, ChannelLimits.DEFAULT, handler);
  }

  /** Listens for clients, within these limits. */
  public static RequestServer listen(
      TransportSettings settings, ChannelLimits limits, RequestHandler handler) {
    return ListeningServer.open(settings, limits, handler);
  }

  /**
   * Connects to a server, within the default limits.
   *
   * @param host where the server listens
   * @param port where the server listens
   * @param server the number of the server
   * @throws org.coherer.training.transport.TransportException if the server cannot be reached
   *     within the connect timeout, refuses the client, or no allowed link reaches it
   */
  public static RequestClient connect(
      TransportSettings settings, String host, int port, int server) {
    return connect(settings, ChannelLimits.DEFAULT, host, port, server);
  }

  /** Connects to a server, within these limits. */
  public static RequestClient connect(
      TransportSettings settings, ChannelLimits limits, String host, int port, int server) {
    Endpoint endpoint = new Endpoint(settings.rank(), server, host, port);
    Set<LinkKind> links = settings.options().links();
    if (links.contains(LinkKind.LOCAL)) {
      Optional<RequestClient> local = LocalRequestServer.connect(settings, limits, endpoint);
      if (local.isPresent()) {
        return local.get();
      }
    }
    if (!links.contains(LinkKind.TCP)) {
      throw new ImpossibleTransportException(
          "Client "
              + settings.rank()
              + " can reach "
              + endpoint.name()
              + " over tcp only, but the allowed transports are "
              + links.stream().map(LinkKind::text).sorted().toList()
              + " (allow tcp)");
    }
    return TcpRequestClient.connect(settings, limits, endpoint);
  }
}
