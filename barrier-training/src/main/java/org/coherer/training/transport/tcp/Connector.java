package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.coherer.training.transport.Durations;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.auth.Handshake;
import org.coherer.training.transport.auth.HandshakeException;
import org.coherer.training.transport.auth.Hello;
import org.coherer.training.transport.auth.Purpose;

/**
 * Connects one rank to all others: dials the lower ones, accepts the higher ones, all at the same
 * time and in the calling thread. A stalled incoming connection costs a socket but delays no rank;
 * if there are too many, the oldest is refused.
 */
final class Connector implements AutoCloseable {

  private static final int MAX_INCOMING_CANDIDATES = 256;
  private static final long MAX_SLEEP_MILLIS = 50;

  private final TransportSettings settings;
  private final List<Member> members;
  private final ServerSocketChannel server;
  private final Refusals refusals;
  private final Selector selector;
  private final Deque<Candidate> incoming = new ArrayDeque<>();
  private final Candidate[] connected;
  private boolean released;

  Connector(
      TransportSettings settings,
      List<Member> members,
      ServerSocketChannel server,
      Refusals refusals)
      throws IOException {
    this.settings = settings;
    this.members = members;
    this.server = server;
    this.refusals = refusals;
    connected = new Candidate[members.size()];
    selector = Selector.open();
  }

  /** Returns an authenticated connection per rank, null for this one. Called once. */
  Candidate[] connect() throws IOException {
    try {
      long start = System.nanoTime();
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      for (int rank = 0; rank < settings.rank(); rank++) {
        dial(rank);
      }
      while (missing().length > 0) {
        advance(settings.timeouts().connect().toNanos() - (System.nanoTime() - start));
      }
      return connected;
    } catch (ClosedChannelException e) {
      checkNotEnded();
      throw e;
    }
  }

  /** Hands the connections that {@link #connect} has returned over to the caller. */
  void release() {
    released = true;
  }

  /** Closes all connections that were not released. */
  @Override
  public void close() {
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Candidate candidate) {
        if (candidate.incoming()) {
          refuse(candidate, "No handshake by the time all ranks were connected");
        }
        Channels.close(candidate.channel());
      }
    }
    for (Candidate candidate : connected) {
      if (!released && candidate != null) {
        Channels.close(candidate.channel());
      }
    }
    Channels.close(selector);
  }

  private void advance(long leftNanos) throws IOException {
    checkNotEnded();
    if (leftNanos <= 0) {
      throw timedOut();
    }
    selector.select(Math.max(1, Math.min(MAX_SLEEP_MILLIS, leftNanos / 1_000_000)));
    for (SelectionKey key : selector.selectedKeys()) {
      handle(key);
    }
    selector.selectedKeys().clear();
  }

  private void handle(SelectionKey key) throws IOException {
    if (!key.isValid()) {
      return; // Refused or closed since it was selected.
    }
    if (key.isAcceptable()) {
      acceptAll();
    } else if (key.attachment() instanceof Candidate candidate) {
      if (candidate.incoming()) {
        advanceIncoming(candidate, key);
      } else {
        advanceDialled(candidate, key);
      }
    }
  }

  private void dial(int rank) throws IOException {
    Member member = members.get(rank);
    SocketChannel channel = SocketChannel.open();
    Hello hello = hello(settings.rank(), rank);
    Candidate candidate = new Candidate(channel, Handshake.client(settings.secret(), hello), rank);
    Channels.configure(channel);
    channel.register(selector, SelectionKey.OP_CONNECT, candidate);
    InetSocketAddress address = new InetSocketAddress(member.host(), member.port());
    if (address.isUnresolved()) {
      throw unreachable(rank, new IOException("Unknown host " + member.host()));
    }
    try {
      channel.connect(address);
    } catch (IOException e) {
      throw unreachable(rank, e);
    }
  }

  private void advanceDialled(Candidate candidate, SelectionKey key) {
    try {
      if (key.isConnectable()) {
        candidate.channel().finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        candidate.open();
      }
      if (candidate.advance()) {
        admit(candidate, key);
      }
    } catch (IOException e) {
      throw unreachable(candidate.dialledRank(), e);
    }
  }

  private void acceptAll() throws IOException {
    for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
      Handshake handshake = Handshake.server(settings.secret(), this::checkWanted);
      Candidate candidate = new Candidate(channel, handshake, Candidate.INCOMING);
      Channels.configure(channel);
      channel.register(selector, SelectionKey.OP_READ, candidate);
      incoming.add(candidate);
      if (incoming.size() > MAX_INCOMING_CANDIDATES) {
        refuse(incoming.remove(), "More than " + MAX_INCOMING_CANDIDATES + " handshakes at once");
      }
    }
  }

  private void advanceIncoming(Candidate candidate, SelectionKey key) {
    try {
      if (candidate.advance()) {
        incoming.remove(candidate);
        checkWanted(hello(candidate.rank(), settings.rank()));
        admit(candidate, key);
      }
    } catch (IOException e) {
      incoming.remove(candidate);
      refuse(candidate, e.getMessage());
    }
  }

  private void admit(Candidate candidate, SelectionKey key) {
    key.cancel();
    key.attach(null);
    connected[candidate.rank()] = candidate;
  }

  private void refuse(Candidate candidate, String why) {
    refusals.add(String.valueOf(candidate.channel().socket().getInetAddress()), why);
    Channels.close(candidate.channel());
  }

  private Hello hello(int from, int to) {
    return new Hello(
        Purpose.RANK_TO_RANK,
        settings.identity().token(),
        settings.identity().generation(),
        from,
        to);
  }

  private void checkWanted(Hello hello) throws HandshakeException {
    if (!hello.equals(hello(hello.from(), settings.rank()))) {
      throw new HandshakeException(
          hello + " (expected " + hello(hello.from(), settings.rank()) + ")");
    }
    if (hello.from() <= settings.rank() || hello.from() >= members.size()) {
      throw new HandshakeException("Rank " + hello.from() + " does not dial rank " + hello.to());
    }
    if (connected[hello.from()] != null) {
      throw new HandshakeException("Rank " + hello.from() + " is connected already");
    }
  }

  private int[] missing() {
    return IntStream.range(0, connected.length)
        .filter(rank -> rank != settings.rank() && connected[rank] == null)
        .toArray();
  }

  private void checkNotEnded() {
    String me = "Rank " + settings.rank() + " ";
    if (Thread.currentThread().isInterrupted()) {
      throw new TransportException(me + "was interrupted while it connected");
    }
    if (!server.isOpen()) {
      throw new TransportException(me + "was closed while it connected");
    }
    if (settings.cancelled().getAsBoolean()) {
      throw new TransportException(me + "was cancelled while it connected");
    }
  }

  private TransportException timedOut() {
    String names = IntStream.of(missing()).mapToObj(this::name).collect(Collectors.joining(", "));
    return new TransportException(
        "Rank "
            + settings.rank()
            + " has no connection to "
            + names
            + " after "
            + Durations.text(settings.timeouts().connect())
            + refusals.note());
  }

  private TransportException unreachable(int rank, IOException cause) {
    checkNotEnded(); // An interrupt closes sockets as well.
    return new TransportException(
        "Rank " + settings.rank() + " cannot connect to " + name(rank) + ": " + cause.getMessage(),
        cause);
  }

  private String name(int rank) {
    return "rank " + rank + " (" + members.get(rank).host() + ":" + members.get(rank).port() + ")";
  }
}
