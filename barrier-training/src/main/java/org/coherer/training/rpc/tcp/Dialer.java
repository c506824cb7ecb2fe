package org.coherer.training.rpc.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.coherer.training.transport.Durations;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.auth.Handshake;
import org.coherer.training.transport.auth.Hello;
import org.coherer.training.transport.tcp.Candidate;
import org.coherer.training.transport.tcp.Channels;

/** Connects a client to a server, in the calling thread. */
final class Dialer {

  private static final long LONGEST_SLEEP_MILLIS = 50;

  private final TransportSettings settings;
  private final String server;
  private final InetSocketAddress address;
  private final long startNanos = System.nanoTime();

  /**
   * Prepares to connect.
   *
   * @param settings of the client
   * @param server how messages name the server
   */
  Dialer(TransportSettings settings, String server, InetSocketAddress address) {
    this.settings = settings;
    this.server = server;
    this.address = address;
  }

  /**
   * Returns the authenticated connection.
   *
   * @throws TransportException if the server cannot be reached within the connect timeout, refuses
   *     the client, or the wait is interrupted or cancelled
   */
  Candidate connect(Hello hello) {
    try (Selector selector = Selector.open()) {
      SocketChannel channel = SocketChannel.open();
      try {
        Channels.configure(channel);
        Candidate candidate =
            new Candidate(channel, Handshake.client(settings.secret(), hello), hello.to());
        prove(candidate, selector);
        return candidate;
      } catch (IOException | RuntimeException e) {
        Channels.close(channel);
        throw e;
      }
    } catch (IOException e) {
      checkNotEnded();
      throw unreachable(e.getMessage(), e);
    }
  }

  private void prove(Candidate candidate, Selector selector) throws IOException {
    if (address.isUnresolved()) {
      throw new IOException("Unknown host " + address.getHostString());
    }
    SocketChannel channel = candidate.channel();
    SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
    channel.connect(address);
    while (!channel.finishConnect()) {
      await(selector);
    }
    key.interestOps(SelectionKey.OP_READ);
    candidate.open();
    while (!candidate.advance()) {
      await(selector);
    }
    key.cancel();
  }

  private void await(Selector selector) throws IOException {
    long nanos = settings.timeouts().connect().toNanos() - (System.nanoTime() - startNanos);
    checkNotEnded();
    if (nanos <= 0) {
      throw unreachable("no answer within " + Durations.text(settings.timeouts().connect()), null);
    }
    selector.selectedKeys().clear();
    selector.select(Math.max(1, Math.min(LONGEST_SLEEP_MILLIS, nanos / 1_000_000)));
  }

  private void checkNotEnded() {
    String me = "Client " + settings.rank() + " ";
    if (Thread.currentThread().isInterrupted()) {
      throw new TransportException(me + "was interrupted while it connected to " + server);
    }
    if (settings.cancelled().getAsBoolean()) {
      throw new TransportException(me + "was cancelled while it connected to " + server);
    }
  }

  private TransportException unreachable(String why, Throwable cause) {
    return new TransportException(
        "Client " + settings.rank() + " cannot connect to " + server + ": " + why, cause);
  }
}
