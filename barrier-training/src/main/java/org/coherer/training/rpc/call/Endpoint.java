package org.coherer.training.rpc.call;

import java.net.ProtocolException;
import org.coherer.training.transport.Durations;
import org.coherer.training.transport.TransportException;

/**
 * The two ends of a connection, as the failures of a client name them.
 *
 * @param client the number of the client
 * @param server the number of the server
 * @param host where the server listens
 * @param port where the server listens
 */
public record Endpoint(int client, int server, String host, int port) {

  /** Returns the server with its address. */
  public String name() {
    return "server " + server + " (" + host + ":" + port + ")";
  }

  private String nameFirst() {
    return "Server " + server + " (" + host + ":" + port + ")";
  }

  /** The server is lost. */
  public TransportException lost(String why, Throwable cause) {
    return new TransportException("Lost " + name() + ": " + why, cause);
  }

  /** The server has sent what it may not send. */
  public TransportException violated(ProtocolException e) {
    return new TransportException(nameFirst() + " violated the protocol: " + e.getMessage(), e);
  }

  /** The client itself is the reason. */
  public TransportException ended(String how) {
    return new TransportException("Client " + client + " of " + name() + " " + how);
  }

  /** The answer has not come in time. */
  public TransportException late(Call call) {
    return new TransportException(
        nameFirst()
            + " has not answered a request (method "
            + call.method()
            + ") within "
            + Durations.text(call.deadline()));
  }

  /** The request could not even be sent in time. */
  public TransportException full(Call call) {
    return new TransportException(
        nameFirst()
            + " has so much to answer that no request (method "
            + call.method()
            + ") could be sent within "
            + Durations.text(call.deadline()));
  }

  /** The answer is longer than the client has space for. */
  public TransportException tooLong(Call call, long bytes, ChannelLimits limits) {
    return new TransportException(
        nameFirst()
            + " answered a request (method "
            + call.method()
            + ") with "
            + bytes
            + " bytes (at most "
            + limits.capacity(call.capacity())
            + ")");
  }
}
