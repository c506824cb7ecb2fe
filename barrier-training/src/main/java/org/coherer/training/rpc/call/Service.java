package org.coherer.training.rpc.call;

import java.util.concurrent.atomic.AtomicLong;
import org.coherer.training.rpc.RequestHandler;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.auth.HandshakeException;
import org.coherer.training.transport.auth.Hello;
import org.coherer.training.transport.auth.Purpose;
import org.coherer.training.transport.tcp.Refusals;

/**
 * What all connections of a server share.
 *
 * @param settings of the server: its number is the rank
 * @param limits what may be under way on a connection
 * @param handler handles requests
 * @param threads on which it does
 * @param pool has the memory of requests, and of answers that wait
 * @param connections the number of connections so far
 * @param refusals counts connections that were refused
 */
public record Service(
    TransportSettings settings,
    ChannelLimits limits,
    RequestHandler handler,
    HandlerThreads threads,
    BufferPool pool,
    AtomicLong connections,
    Refusals refusals) {

  /** Returns the hello that a client of a run shows to a server. */
  public static Hello hello(TransportSettings settings, int from, int to) {
    return new Hello(
        Purpose.REQUESTS, settings.identity().token(), settings.identity().generation(), from, to);
  }

  /** Checks the hello of a client. */
  public void admit(Hello hello) throws HandshakeException {
    Hello expected = hello(settings, hello.from(), settings.rank());
    if (!hello.equals(expected)) {
      throw new HandshakeException(hello + " (expected " + expected + ")");
    }
    if (hello.from() < 0) {
      throw new HandshakeException("Client " + hello.from() + " (must not be negative)");
    }
  }

  /** Returns the number and the address of a client that was admitted. */
  public Connection connection(int client, String address) {
    return new Connection(client, connections.incrementAndGet(), address);
  }

  /** Returns where requests of a connection are handled. */
  public Inbox inbox(Connection connection) {
    return new Inbox(connection, handler, threads);
  }
}
