package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.Transport;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.vector.FlatVector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection to every other rank, all served by the calling thread. Once a call has failed,
 * every later one fails with the same message.
 */
final class TcpTransport implements Transport {

  private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);

  private enum State {
    IDLE,
    BUSY,
    CLOSED
  }

  private final TransportSettings settings;
  private final PeerConnection[] byRank;
  private final List<PeerConnection> peers = new ArrayList<>();
  private final Selector selector;
  private final Pump pump;
  private final ByteBuffer staging = ByteBuffer.allocateDirect(PayloadSink.WINDOW_BYTES);
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private volatile TransportException failure;
  private long step;

  /** Takes over the channels, one per rank, null for this one. */
  TcpTransport(TransportSettings settings, List<Member> members, SocketChannel[] channels)
      throws IOException {
    this.settings = settings;
    byRank = new PeerConnection[channels.length];
    selector = Selector.open();
    try {
      for (int rank = 0; rank < channels.length; rank++) {
        if (rank != settings.rank()) {
          byRank[rank] =
              new PeerConnection(
                  settings.rank(),
                  settings.identity(),
                  members.get(rank),
                  channels[rank],
                  () -> step);
          byRank[rank].register(selector);
          peers.add(byRank[rank]);
        }
      }
    } catch (IOException e) {
      selector.close();
      throw e;
    }
    pump = new Pump(selector, peers, settings.peerTimeout(), this::checkThisSide);
  }

  @Override
  public int rank() {
    return settings.rank();
  }

  @Override
  public int worldSize() {
    return byRank.length;
  }

  @Override
  public void step(long step) {
    this.step = step;
  }

  @Override
  public void exchange(int to, FlatVector out, int from, FlatVector in, Combine combine) {
    PeerConnection receiver = peer(to);
    PeerConnection sender = peer(from);
    call(
        () -> {
          receiver.beginSend(out);
          sender.beginReceive(sink(in, combine));
          pump.run(receiver, sender);
        });
  }

  @Override
  public void send(int to, FlatVector out) {
    PeerConnection receiver = peer(to);
    call(
        () -> {
          receiver.beginSend(out);
          pump.run(receiver, receiver);
        });
  }

  @Override
  public void receive(int from, FlatVector in, Combine combine) {
    PeerConnection sender = peer(from);
    call(
        () -> {
          sender.beginReceive(sink(in, combine));
          pump.run(sender, sender);
        });
  }

  @Override
  public void abort(String cause) {
    if (!state.compareAndSet(State.IDLE, State.BUSY)) {
      return; // Closed, so nobody can be told any more.
    }
    keepFirst(
        new TransportException(
            "Rank " + rank() + " (this one) gave up at step " + step + ": " + cause));
    try {
      Farewell.abort(peers, cause);
    } finally {
      state.compareAndSet(State.BUSY, State.IDLE);
    }
  }

  @Override
  public void close() {
    State before = state.getAndSet(State.CLOSED);
    if (before == State.CLOSED) {
      return;
    }
    if (before == State.IDLE && failure == null) {
      Farewell.goodbye(peers);
    }
    peers.forEach(PeerConnection::close);
    Channels.close(selector);
  }

  private interface Call {
    void run() throws IOException;
  }

  private void call(Call call) {
    if (!state.compareAndSet(State.IDLE, State.BUSY)) {
      throw state.get() == State.CLOSED
          ? closed()
          : new IllegalStateException("A transport serves one call at a time");
    }
    try {
      if (failure != null) {
        throw new TransportException(failure.getMessage(), failure);
      }
      call.run();
    } catch (TransportException e) {
      throw keepFirst(likelierCause(e));
    } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
      throw keepFirst(likelierCause(new TransportException("Cannot wait for peers: " + e, e)));
    } finally {
      state.compareAndSet(State.BUSY, State.IDLE);
    }
  }

  /**
   * Returns what has ended a call, given what it has thrown: a close or an interrupt on this side
   * makes sockets fail, and peers who have heard of an abort hang up.
   */
  private TransportException likelierCause(TransportException thrown) {
    if (thrown instanceof PeerGaveUpException || failure != null) {
      return thrown;
    }
    TransportException here = endedHere();
    if (here != null) {
      return here;
    }
    for (PeerConnection peer : peers) {
      try {
        peer.advanceReceive();
      } catch (PeerGaveUpException e) {
        return e;
      } catch (TransportException e) {
        LOG.debug("Also: {}", e.getMessage());
      }
    }
    return thrown;
  }

  private TransportException keepFirst(TransportException thrown) {
    if (failure == null) {
      failure = thrown;
    }
    return thrown;
  }

  private void checkThisSide() {
    TransportException here = endedHere();
    if (here != null) {
      throw here;
    }
  }

  /** Returns why a wait must end for a reason that lies on this side, or null. */
  private TransportException endedHere() {
    if (state.get() == State.CLOSED) {
      return closed();
    }
    if (Thread.currentThread().isInterrupted()) {
      return new TransportException("Rank " + rank() + " was interrupted at step " + step);
    }
    if (settings.cancelled().getAsBoolean()) {
      return new TransportException("Rank " + rank() + " was cancelled at step " + step);
    }
    return null;
  }

  private TransportException closed() {
    return new TransportException(
        "The transport of rank " + rank() + " was closed at step " + step);
  }

  private PayloadSink sink(FlatVector target, Combine combine) {
    return combine == Combine.COPY ? new CopySink(target) : new AddSink(target, staging);
  }

  private PeerConnection peer(int rank) {
    if (rank < 0 || rank >= byRank.length || rank == rank()) {
      throw new IllegalArgumentException(
          "Invalid peer "
              + rank
              + " (must be in [0, "
              + byRank.length
              + ") and not "
              + rank()
              + ", this rank)");
    }
    return byRank[rank];
  }
}
