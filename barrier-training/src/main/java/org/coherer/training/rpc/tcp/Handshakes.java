package org.coherer.training.rpc.tcp;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.coherer.training.rpc.call.Service;
import org.coherer.training.transport.Durations;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.auth.Handshake;
import org.coherer.training.transport.auth.HandshakeException;
import org.coherer.training.transport.auth.Hello;
import org.coherer.training.transport.tcp.Candidate;
import org.coherer.training.transport.tcp.Channels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections and authenticates them. An unauthenticated peer costs a socket, for the
 * connect timeout at most; if there are too many, the oldest is refused. Used by one thread.
 */
final class Handshakes implements EventLoop.Ready {

  private static final Logger LOG = LoggerFactory.getLogger(Handshakes.class);
  private static final int MOST_CANDIDATES = 256;

  private final Service service;
  private final EventLoop loop;
  private final ServerSocketChannel server;
  private final BiConsumer<Candidate, SelectionKey> admitted;
  private final Deque<Incoming> incoming = new ArrayDeque<>();

  /**
   * Listens on a port.
   *
   * @param admitted takes over a connection that is authenticated
   */
  Handshakes(
      Service service,
      EventLoop loop,
      ServerSocketChannel server,
      BiConsumer<Candidate, SelectionKey> admitted) {
    this.service = service;
    this.loop = loop;
    this.server = server;
    this.admitted = admitted;
  }

  /** A connection that is not authenticated yet. */
  private final class Incoming implements EventLoop.Ready {

    private final Candidate candidate;
    private final long startNanos = System.nanoTime();

    Incoming(Candidate candidate) {
      this.candidate = candidate;
    }

    @Override
    public void ready(SelectionKey key) {
      try {
        if (candidate.advance()) {
          incoming.remove(this);
          admitted.accept(candidate, key);
        }
      } catch (IOException e) {
        incoming.remove(this);
        refuse(e.getMessage());
      } catch (OutOfMemoryError e) {
        refuse("No memory for its connection: " + e.getMessage());
      }
    }

    void refuse(String why) {
      service.refusals().add(String.valueOf(candidate.channel().socket().getInetAddress()), why);
      Channels.close(candidate.channel());
    }
  }

  @Override
  public void ready(SelectionKey key) {
    try {
      for (SocketChannel next = server.accept(); next != null; next = server.accept()) {
        begin(next);
      }
    } catch (IOException e) {
      LOG.warn("Server {} cannot accept a connection", service.settings().rank(), e);
    }
  }

  private void begin(SocketChannel channel) {
    try {
      Channels.configure(channel);
      Handshake handshake = Handshake.server(service.settings().secret(), this::admit);
      Incoming next = new Incoming(new Candidate(channel, handshake, Candidate.INCOMING));
      loop.register(channel, SelectionKey.OP_READ, next);
      incoming.add(next);
      if (incoming.size() > MOST_CANDIDATES) {
        incoming.remove().refuse("More than " + MOST_CANDIDATES + " handshakes at once");
      }
    } catch (IOException e) {
      LOG.debug("A connection broke before its handshake", e);
      Channels.close(channel);
    }
  }

  private void admit(Hello hello) throws HandshakeException {
    if (!service.settings().options().links().contains(LinkKind.TCP)) {
      throw new HandshakeException("tcp is not an allowed transport");
    }
    service.admit(hello);
  }

  /** Refuses those that take too long. */
  void tick(long now) {
    long limit = service.settings().timeouts().connect().toNanos();
    while (!incoming.isEmpty() && now - incoming.peek().startNanos > limit) {
      String time = Durations.text(service.settings().timeouts().connect());
      incoming.remove().refuse("No handshake within " + time);
    }
  }

  /** Closes all of them, and stops listening. */
  void end() {
    Channels.close(server);
    incoming.forEach(each -> Channels.close(each.candidate.channel()));
    incoming.clear();
  }
}
