package org.coherer.training.transport.mesh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.PathKind;
import org.coherer.training.transport.Place;
import org.coherer.training.transport.Transport;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.tcp.TcpConnection;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.OffHeap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to every other rank, all served by the calling thread. Once a call has failed,
 * every later one fails with the same message.
 *
 * <p>What the paths hold is freed by whoever comes last: {@link #close}, or the call that was under
 * way meanwhile.
 */
final class MeshTransport implements Transport {

  private static final Logger LOG = LoggerFactory.getLogger(MeshTransport.class);

  /** How long after a peer is lost another one may say why: two ranks fail, and one is quicker. */
  private static final long LAST_WORDS_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private enum State {
    IDLE,
    BUSY,
    CLOSING,
    CLOSED
  }

  private final TransportSettings settings;
  private final List<Member> members;
  private final Peer[] byRank;
  private final List<Peer> peers = new ArrayList<>();
  private final ByteBuffer staging;
  private final Selector selector;
  private final Pump pump;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private Heartbeat heartbeat;
  private volatile TransportException failure;
  private volatile boolean callCancelled;
  private volatile long step;

  private MeshTransport(
      TransportSettings settings,
      List<Member> members,
      TcpConnection[] connections,
      ByteBuffer staging)
      throws IOException {
    this.settings = settings;
    this.members = List.copyOf(members);
    this.staging = staging;
    byRank = new Peer[connections.length];
    selector = Selector.open();
    for (int rank = 0; rank < connections.length; rank++) {
      if (rank != settings.rank()) {
        byRank[rank] = new Peer(settings, members.get(rank), connections[rank], () -> step);
        connections[rank].register(selector, byRank[rank]);
        peers.add(byRank[rank]);
      }
    }
    pump = new Pump(selector, peers, crowded(), this::checkThisSide);
  }

  private boolean crowded() {
    Place here = place(rank());
    long ranks = members.stream().filter(member -> member.place().sharesMachine(here)).count();
    return ranks > here.processors();
  }

  /**
   * Takes over connections, one per rank, null for this one, and agrees with each peer on a path.
   *
   * @param staging the buffer that the connections share; the caller's to free if this throws
   */
  static Transport over(
      TransportSettings settings,
      List<Member> members,
      TcpConnection[] connections,
      ByteBuffer staging)
      throws IOException {
    MeshTransport mesh = new MeshTransport(settings, members, connections, staging);
    try {
      new PathAgreement(settings, members.get(settings.rank()).place(), mesh::checkThisSide)
          .run(mesh.peers);
      mesh.heartbeat = Heartbeat.start(settings.rank(), mesh.peers, settings.peerTimeout());
      return mesh;
    } catch (RuntimeException e) {
      mesh.releasePeers();
      throw e;
    }
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
  public Place place(int rank) {
    return members.get(rank).place();
  }

  @Override
  public PathKind path(int peer) {
    return peer(peer).path().kind();
  }

  @Override
  public void step(long step) {
    this.step = step;
  }

  @Override
  public void exchange(int to, FlatVector out, int from, FlatVector in, Combine combine) {
    Peer receiver = peer(to);
    Peer sender = peer(from);
    call(
        () -> {
          receiver.beginSend(out);
          sender.beginReceive(in, combine);
          pump.run(receiver, sender);
        });
  }

  @Override
  public void sumWith(int peer, FlatVector vector) {
    Peer other = peer(peer);
    call(
        () -> {
          other.beginSum(vector);
          pump.run(other, other);
        });
  }

  @Override
  public void send(int to, FlatVector out) {
    Peer receiver = peer(to);
    call(
        () -> {
          receiver.beginSend(out);
          pump.run(receiver, receiver);
        });
  }

  @Override
  public void receive(int from, FlatVector in, Combine combine) {
    Peer sender = peer(from);
    call(
        () -> {
          sender.beginReceive(in, combine);
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
      endCall();
    }
  }

  @Override
  public void cancel() {
    if (state.get() == State.BUSY) {
      callCancelled = true;
      selector.wakeup();
    }
  }

  @Override
  public void close() {
    if (state.compareAndSet(State.IDLE, State.CLOSING)) {
      heartbeat.close();
      if (failure == null) {
        Farewell.goodbye(peers);
      }
      release();
    } else if (state.compareAndSet(State.BUSY, State.CLOSING)) {
      // The call under way notices, and frees what it may be using.
      selector.wakeup();
    }
  }

  private interface Call {
    void run() throws IOException;
  }

  private void call(Call call) {
    if (!state.compareAndSet(State.IDLE, State.BUSY)) {
      throw state.get() == State.BUSY
          ? new IllegalStateException("A transport serves one call at a time")
          : closed();
    }
    callCancelled = false;
    boolean done = false;
    try {
      if (failure != null) {
        throw new TransportException(failure.getMessage(), failure);
      }
      call.run();
      done = true;
    } catch (TransportException e) {
      throw keepFirst(likelierCause(e));
    } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
      throw keepFirst(likelierCause(new TransportException("Cannot wait for peers: " + e, e)));
    } finally {
      if (!done) {
        peers.forEach(Peer::cancel);
      }
      endCall();
    }
  }

  private void endCall() {
    if (!state.compareAndSet(State.BUSY, State.IDLE)) {
      heartbeat.close();
      release();
    }
  }

  private void release() {
    releasePeers();
    OffHeap.free(staging);
    state.set(State.CLOSED);
  }

  private void releasePeers() {
    peers.forEach(Peer::close);
    try {
      selector.close();
    } catch (IOException e) {
      LOG.debug("Cannot close a selector", e);
    }
  }

  /**
   * Returns what has ended a call, given what it has thrown: a close or an interrupt on this side
   * makes sockets fail, and peers who have heard of an abort hang up, maybe before its last frame
   * has left.
   */
  private TransportException likelierCause(TransportException thrown) {
    if (thrown instanceof PeerGaveUpException || failure != null) {
      return thrown;
    }
    TransportException here = endedHere();
    if (here != null) {
      return here;
    }
    long start = System.nanoTime();
    while (true) {
      for (Peer peer : peers) {
        try {
          peer.poll();
        } catch (PeerGaveUpException e) {
          return e;
        } catch (TransportException e) {
          LOG.trace("Also: {}", e.getMessage());
        }
      }
      if (peers.size() == 1 || System.nanoTime() - start > LAST_WORDS_NANOS) {
        return thrown;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
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
    if (state.get() == State.CLOSING || state.get() == State.CLOSED) {
      return closed();
    }
    if (Thread.currentThread().isInterrupted()) {
      return new TransportException("Rank " + rank() + " was interrupted at step " + step);
    }
    if (callCancelled || settings.cancelled().getAsBoolean()) {
      return new TransportException("Rank " + rank() + " was cancelled at step " + step);
    }
    return null;
  }

  private TransportException closed() {
    return new TransportException(
        "The transport of rank " + rank() + " was closed at step " + step);
  }

  private Peer peer(int rank) {
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
