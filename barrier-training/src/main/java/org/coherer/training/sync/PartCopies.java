package org.coherer.training.sync;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Replica;
import org.coherer.training.transport.Locality;
import org.coherer.training.transport.Transport;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * The second copies of a sharded optimizer's state: each rank holds one of another rank's part, of
 * the parameters and of the state, so that no version is lost with one process.
 *
 * <p>A rank that is alone, of several that there are to be, holds no copy, but hands over its part
 * in the same way.
 *
 * <p>In a step, a rank first keeps what its own part was, makes the update, and exchanges copies;
 * the all-gather of the parameters comes last. So when it has ended on any rank, all copies of the
 * new version are where they belong; and until then, the parts and copies of the version before are
 * there as well. Both are overwritten in the next step, after its gradients were summed, which all
 * ranks take part in.
 *
 * @see <a href="https://doi.org/10.1145/3600006.3613145">Wang et al., 2023</a>, for checkpoints in
 *     the memory of other machines
 */
public final class PartCopies {

  /** An earlier version that is kept. */
  public enum Mark {
    /** What the run goes back to. */
    GOOD,
    /** That of the best epoch. */
    BEST
  }

  /**
   * A version of a rank's part.
   *
   * @param owner the rank whose part it is
   * @param parameters where the parameters lie among all
   * @param values the parameters, and behind them the optimizer's state of these
   */
  public record Part(int owner, Chunk parameters, long version, FlatVector values) {}

  private enum Stage {
    /** The replica has the current version, and so have all. */
    WHOLE,
    /** The optimizer may be at work on the replica. */
    UPDATING,
    /** This rank's part has the next version. */
    UPDATED
  }

  /** What of a version another rank has; no version while it arrives. */
  private static final class Held {
    private final FlatVector values;
    private long version = PartVersions.NONE;

    Held(long length) {
      values = FlatVector.allocate(length);
    }
  }

  private final Transport transport;
  private final Holders holders;
  private final Chunk own;
  private final Chunk other;
  private final HostMirror parameters;
  private final HostMirror state;
  private final FlatVector replica;
  private final Map<Mark, FlatVector> marked = new EnumMap<>(Mark.class);
  private FlatVector before;
  private long beforeVersion = PartVersions.NONE;
  private Held held;
  private Held next;
  private PartVersions versions = PartVersions.first(0);
  private Stage stage = Stage.WHOLE;

  /**
   * Reserves memory for one copy, as much as there is to be before the first step. All ranks do it
   * together.
   *
   * @param own the parameters of this rank's part, which the replica's optimizer is sharded to
   * @param localities where each rank runs, in rank order; the same on all ranks
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  PartCopies(
      Replica replica,
      Transport transport,
      DoubleAllReduce sums,
      Chunk own,
      List<Locality> localities) {
    this.transport = transport;
    this.own = own;
    this.holders = Holders.of(transport.rank(), localities);
    this.parameters = replica.parameters();
    this.state = replica.optimizer().state();
    this.replica = FlatVector.concat(own.of(parameters.host()), state.host());
    double[] its =
        sums.gather((double) own.offset(), (double) own.length(), (double) state.length())[
            holders.from()];
    boolean alone = transport.worldSize() == 1;
    this.other = alone ? new Chunk(0, 0) : new Chunk((long) its[0], (long) its[1]);
    this.held = new Held(alone ? 0 : other.length() + (long) its[2]);
  }

  /** Returns where the parameters lie that this rank has the optimizer's state of. */
  public Chunk ownParameters() {
    return own;
  }

  /** Returns where the parameters lie that this rank holds a copy of. */
  public Chunk heldParameters() {
    return other;
  }

  /** Returns the memory of the copy that is held, for whoever brings what belongs there. */
  public FlatVector held() {
    return held.values;
  }

  /** Returns the memory of the copy that is held of an earlier version. */
  public FlatVector held(Mark mark) {
    return marked.computeIfAbsent(mark, any -> FlatVector.allocate(held.values.length()));
  }

  /** Returns the versions that this rank has. */
  public PartVersions versions() {
    return versions;
  }

  /** Returns whether there is anything to keep. */
  public boolean isBegun() {
    return held.version != PartVersions.NONE;
  }

  /** Says what this rank has, and that nothing is held yet. */
  public void begin(PartVersions first) {
    versions = first;
    held.version = PartVersions.NONE;
  }

  /** Says what this rank has, and that it holds the copies of all of that. */
  public void placed(PartVersions all) {
    versions = all;
    held.version = all.current();
  }

  /**
   * Reserves the rest, and exchanges the copies of what a run begins with, unless they are there.
   */
  void begin() {
    before = FlatVector.allocate(replica.length());
    next = new Held(held.values.length());
    if (held.version != versions.current()) {
      parameters.pull();
      state.pull();
      exchange(replica, held.values);
      held.version = versions.current();
    }
  }

  /** Keeps what the part is before an update. */
  void beforeStep() {
    beforeVersion = PartVersions.NONE;
    before.copyFrom(replica);
    beforeVersion = versions.current();
    stage = Stage.UPDATING;
  }

  /** Exchanges the copies of what an update has led to; the host has the parameters. */
  void updated() {
    state.pull();
    stage = Stage.UPDATED;
    next.version = PartVersions.NONE;
    exchange(replica, next.values);
    next.version = versions.updated().current();
  }

  /** Says that all parameters are there. */
  void completed() {
    Held last = held;
    held = next;
    next = last;
    versions = versions.updated();
    stage = Stage.WHOLE;
  }

  /** Keeps the copy that is held, as the run keeps what it has itself. */
  public void mark(Mark mark) {
    held(mark).copyFrom(held.values);
    versions = versions.kept(mark);
  }

  /**
   * Exchanges copies of what a run has kept, unless they are there.
   *
   * @param kept all parameters, and behind them the optimizer's state of this rank's part
   */
  public void share(Mark mark, FlatVector kept) {
    if (versions.of(mark) == PartVersions.NONE) {
      exchange(partOf(kept), held(mark));
      versions = versions.found(mark);
    }
  }

  /** Takes notice that the replica has what was kept. */
  public void wentBack(Mark mark) {
    held.values.copyFrom(held(mark));
    versions = versions.back(mark);
    held.version = versions.current();
  }

  private void exchange(FlatVector out, FlatVector in) {
    if (transport.worldSize() == 1) {
      return;
    }
    if (out.length() > 0 && in.length() > 0) {
      transport.exchange(holders.to(), out, holders.from(), in, Transport.Combine.COPY);
    } else if (out.length() > 0) {
      transport.send(holders.to(), out);
    } else if (in.length() > 0) {
      transport.receive(holders.from(), in, Transport.Combine.COPY);
    }
  }

  private FlatVector partOf(FlatVector kept) {
    return FlatVector.concat(own.of(kept), kept.slice(parameters.length(), state.length()));
  }

  /** Returns this rank's part of what it has kept itself, as {@link #share} takes it. */
  public Part kept(Mark mark, FlatVector kept) {
    return new Part(transport.rank(), own, versions.of(mark), partOf(kept));
  }

  /**
   * Returns all that is to be had here, for another attempt: memory of its own, apart from the
   * replica. For once: nothing is exchanged after that.
   */
  public List<Part> parts() {
    List<Part> all = new ArrayList<>();
    if (stage == Stage.WHOLE) {
      before = before == null ? FlatVector.allocate(replica.length()) : before;
      before.copyFrom(replica);
      beforeVersion = versions.current();
    } else if (stage == Stage.UPDATED) {
      FlatVector updated = FlatVector.allocate(replica.length());
      updated.copyFrom(replica);
      all.add(new Part(transport.rank(), own, versions.updated().current(), updated));
      add(all, next.version, next.values);
    }
    all.add(new Part(transport.rank(), own, beforeVersion, before));
    add(all, held.version, held.values);
    marked.forEach((mark, values) -> add(all, versions.of(mark), values));
    return all;
  }

  private void add(List<Part> all, long version, FlatVector values) {
    if (version != PartVersions.NONE) {
      all.add(new Part(holders.from(), other, version, values));
    }
  }
}
