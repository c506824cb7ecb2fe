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
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.Locality;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.Transport;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.tcp.TcpConnection;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.OffHeap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transport over one link to every other rank, all served by the calling thread. Once a call has
 * failed, every later call fails with the same message.
 *
 * <p>{@link #close} frees the links, unless a call is in progress: then that call does when it
 * ends.
 */
final class MeshTransport implements Transport {

  private static final Logger LOG = LoggerFactory.getLogger(MeshTransport.class);

  /** How long to wait, after a peer is lost, for another peer's abort with the first cause. */
  private static final long ABORT_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

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
    pump = new Pump(selector, peers, oversubscribed(), this::checkLocal);
  }

  private boolean oversubscribed() {
    Locality here = locality(rank());
    long ranks = members.stream().filter(member -> member.locality().sharesMachine(here)).count();
    return ranks > here.processors();
  }

  /**
   * Takes over connections, one per rank, null for this one, and negotiates a link with each peer.
   *
   * @param staging the buffer that the connections share; the caller frees it if this throws
   */
  static Transport over(
      TransportSettings settings,
      List<Member> members,
      TcpConnection[] connections,
      ByteBuffer staging)
      throws IOException {
    MeshTransport mesh = new MeshTransport(settings, members, connections, staging);
    try {
      new LinkNegotiation(settings, members.get(settings.rank()).locality(), mesh::checkLocal)
          .run(mesh.peers);
      mesh.heartbeat = Heartbeat.start(settings.rank(), mesh.peers, settings.timeouts().peer());
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
  public Locality locality(int rank) {
    return members.get(rank).locality();
  }

  @Override
  public LinkKind link(int peer) {
    return peer(peer).link().kind();
  }

  @Override
  public void step(long step) {
    this.step = step;
  }

  @Override
  public void check() {
    call(pump::look);
  }

  @Override
  public void exchange(int to, FlatVector out, int from, FlatVector in, Combine combine) {
    Peer receiver = peer(to);
    Peer sender = peer(from);
    Runnable both =
        () -> {
          receiver.beginSend(out);
          sender.beginReceive(in, combine);
        };
    move(receiver, sender, both);
  }

  @Override
  public void sumWith(int peer, FlatVector vector) {
    Peer other = peer(peer);
    move(other, other, () -> other.beginSum(vector));
  }

  @Override
  public void send(int to, FlatVector out) {
    Peer receiver = peer(to);
    move(receiver, receiver, () -> receiver.beginSend(out));
  }

  @Override
  public void receive(int from, FlatVector in, Combine combine) {
    Peer sender = peer(from);
    move(sender, sender, () -> sender.beginReceive(in, combine));
  }

  private void move(Peer receiver, Peer sender, Runnable begin) {
    call(
        () -> {
          begin.run();
          pump.run(receiver, sender);
        });
  }

  @Override
  public void abort(String cause) {
    if (!state.compareAndSet(State.IDLE, State.BUSY)) {
      return; // Closed: no peer can be reached any more.
    }
    keepFirst(
        new TransportException(
            "Rank " + rank() + " (this one) aborted at step " + step + ": " + cause));
    try {
      ShutdownFrames.abort(peers, cause);
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
        ShutdownFrames.goodbye(peers);
      }
      release();
    } else if (state.compareAndSet(State.BUSY, State.CLOSING)) {
      // The call in progress notices, and frees the buffers that it may be using.
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
      throw keepFirst(rootCause(e));
    } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
      throw keepFirst(rootCause(new TransportException("Cannot wait for peers: " + e, e)));
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
   * Returns the most likely first cause of a failed call, given the exception that it threw: a
   * close or an interrupt on this side makes sockets fail, and peers that have received an abort
   * disconnect, possibly before this rank has received its frame.
   */
  private TransportException rootCause(TransportException thrown) {
    if (thrown instanceof PeerAbortedException || failure != null) {
      return thrown;
    }
    TransportException local = localFailure();
    if (local != null) {
      return local;
    }
    for (long start = System.nanoTime(); ; LockSupport.parkNanos(PAUSE_NANOS)) {
      for (Peer peer : peers) {
        try {
          peer.poll();
        } catch (PeerAbortedException e) {
          return e;
        } catch (TransportException e) {
          LOG.trace("A later failure: {}", e.getMessage());
        }
      }
      if (peers.size() == 1 || System.nanoTime() - start > ABORT_GRACE_NANOS) {
        return thrown;
      }
    }
  }

  private TransportException keepFirst(TransportException thrown) {
    if (failure == null) {
      failure = thrown;
    }
    return thrown;
  }

  private void checkLocal() {
    TransportException local = localFailure();
    if (local != null) {
      throw local;
    }
  }

  /** Returns the failure of this rank that must end a wait, or null. */
  private TransportException localFailure() {
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
