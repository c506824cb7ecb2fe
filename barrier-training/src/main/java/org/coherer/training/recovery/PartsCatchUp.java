package org.coherer.training.recovery;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.coherer.training.collective.Broadcast;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.loop.Copies;
import org.coherer.training.loop.LoopStart;
import org.coherer.training.loop.LoopState;
import org.coherer.training.loop.LoopStateCodec;
import org.coherer.training.loop.OptimizerHandover;
import org.coherer.training.loop.Rank;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.sync.PartCopies;
import org.coherer.training.sync.PartVersions;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what {@link CatchUp} does where every rank has a part of the optimizer's state, and a copy
 * of another one's: the run goes on at the furthest step of which all parts are somewhere. Whoever
 * has a part sends it to all, so ranks may have other parts than before.
 */
final class PartsCatchUp {

  private static final Logger LOG = LoggerFactory.getLogger(PartsCatchUp.class);

  /** Numbers below that are exact as doubles. */
  private static final long LINEAGES = 1L << 52;

  private final SharedBytes bytes;
  private final Broadcast broadcast;
  private final Rank rank;
  private final PartCopies copies;

  /**
   * Creates the catching up of one rank.
   *
   * @param copies those of the rank's sync
   */
  PartsCatchUp(Broadcast broadcast, Rank rank, PartCopies copies) {
    this.bytes = new SharedBytes(broadcast, rank.number());
    this.broadcast = broadcast;
    this.rank = rank;
    this.copies = copies;
  }

  /**
   * Gives this rank's replica, which is open, what it had where the run goes on. All ranks call it
   * together.
   *
   * @param optimizer what the run takes over from one before it
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  CatchUp.Outcome of(RankMemory memory, OptimizerHandover optimizer) {
    long lineage =
        (long) rank.sums().gather((double) new SplittableRandom().nextLong(LINEAGES))[0][0];
    List<KeptParts> kept = memory.takenParts();
    List<byte[]> states = kept.stream().map(each -> LoopStateCodec.encode(each.state())).toList();
    PartOffers offers = PartOffers.of(kept, states, rank.sums());
    Optional<PartOffers.Standing> found =
        offers.furthestWhole(rank.replica().parameters().length());
    LoopStart start;
    if (found.isPresent()) {
      PartOffers.Standing furthest = found.get();
      LoopState state = state(furthest, states);
      Copies earlier = fill(new Spread(offers, furthest, kept), kept);
      copies.placed(furthest.versions().in(lineage));
      start = new LoopStart(optimizer, state, earlier, true);
    } else {
      offers.missing().ifPresent(this::warn);
      copies.begin(PartVersions.first(lineage));
      start = LoopStart.of(optimizer);
    }
    memory.use(copies, start, rank.sums().ranks());
    // What is left of before goes only when nobody needs it any more.
    rank.sums().gather(0);
    memory.releaseParts();
    return new CatchUp.Outcome(start, found.map(offers::levelWith).orElse(0));
  }

  private void warn(String missing) {
    if (rank.number() == 0) {
      LOG.warn(
          "The run cannot go on in memory: nobody is left who has the parts of the optimizer's"
              + " state of the ranks {} (it goes on at its newest checkpoint, or begins anew)",
          missing);
    }
  }

  private LoopState state(PartOffers.Standing furthest, List<byte[]> states) {
    byte[] mine = furthest.rank() == rank.number() ? states.get(furthest.index()) : new byte[0];
    return CatchUp.decoded(bytes.from(furthest.rank(), mine, furthest.stateBytes()));
  }

  /** Fills the replica, and memory for all that is kept beside it, which is returned. */
  private Copies fill(Spread spread, List<KeptParts> kept) {
    HostMirror parameters = rank.replica().parameters();
    HostMirror state = rank.replica().optimizer().state();
    PartVersions versions = spread.standing.versions();
    spread.fill(versions.current(), parameters.host(), state.host(), copies.held());
    parameters.push();
    state.push();
    Optional<FlatVector> good = marked(PartCopies.Mark.GOOD, spread);
    Optional<FlatVector> best =
        versions.best() == PartVersions.NONE
            ? parametersOfBest(spread.standing, kept)
            : marked(PartCopies.Mark.BEST, spread);
    return new Copies(best, good);
  }

  private Optional<FlatVector> marked(PartCopies.Mark mark, Spread spread) {
    long version = spread.standing.versions().of(mark);
    if (version == PartVersions.NONE) {
      return Optional.empty();
    }
    long length = rank.replica().parameters().length();
    FlatVector all = FlatVector.allocate(length + rank.replica().optimizer().state().length());
    FlatVector state = all.slice(length, all.length() - length);
    spread.fill(version, all.slice(0, length), state, copies.held(mark));
    return Optional.of(all);
  }

  /** Every rank that has stood there has all of them. What a rank has of before is overwritten. */
  private Optional<FlatVector> parametersOfBest(
      PartOffers.Standing furthest, List<KeptParts> kept) {
    boolean sends = furthest.rank() == rank.number();
    Optional<FlatVector> own =
        sends
            ? kept.get(furthest.index()).copies().best()
            : kept.stream().flatMap(each -> each.copies().best().stream()).findFirst();
    if (rank.sums().gather(own.isPresent() ? 1 : 0)[furthest.rank()][0] == 0) {
      return Optional.empty();
    }
    FlatVector best =
        own.orElseGet(() -> FlatVector.allocate(rank.replica().parameters().length()));
    broadcast.from(furthest.rank(), best);
    return Optional.of(best);
  }

  /** Has whoever has a part of a version send it to all. */
  private final class Spread {
    private final PartOffers offers;
    private final PartOffers.Standing standing;
    private final OptimizerLayout layout;
    private final List<FlatVector> own;
    private FlatVector received = FlatVector.allocate(0);

    Spread(PartOffers offers, PartOffers.Standing standing, List<KeptParts> kept) {
      TrainingPlan plan = rank.plan();
      this.offers = offers;
      this.standing = standing;
      this.own =
          kept.stream()
              .flatMap(each -> each.parts().stream())
              .map(PartCopies.Part::values)
              .toList();
      this.layout = Engines.of(plan.network().spec()).optimizerLayout(plan.replicaSettings());
    }

    /**
     * Fills memory with a version.
     *
     * @param state for that of this rank's own part
     * @param held for the part that it holds a copy of
     */
    void fill(long version, FlatVector parameters, FlatVector state, FlatVector held) {
      Chunk other = copies.heldParameters();
      Chunk all = new Chunk(0, parameters.length());
      for (PartOffers.Offered part : offers.cover(standing, version, parameters.length())) {
        FlatVector values =
            part.rank() == rank.number() ? own.get(part.index()) : memoryFor(part.length());
        broadcast.from(part.rank(), values);
        Chunk from = part.parameters();
        copy(from, values, all, parameters);
        copyState(from, values, copies.ownParameters(), state);
        copy(from, values, other, held);
        long rest = held.length() - other.length();
        copyState(from, values, other, held.slice(other.length(), rest));
      }
    }

    private FlatVector memoryFor(long length) {
      if (received.length() < length) {
        received = FlatVector.allocate(length);
      }
      return received.slice(0, length);
    }

    private void copyState(Chunk from, FlatVector values, Chunk to, FlatVector target) {
      long at = from.length();
      for (Chunk place : layout.stateOf(from)) {
        FlatVector piece = values.slice(at, place.length());
        at += place.length();
        long targetAt = 0;
        for (Chunk wanted : layout.stateOf(to)) {
          copy(place, piece, wanted, target.slice(targetAt, wanted.length()));
          targetAt += wanted.length();
        }
      }
    }
  }

  /** Copies what two vectors have in common, of which each is a part of a longer one. */
  private static void copy(Chunk from, FlatVector values, Chunk to, FlatVector target) {
    Chunk both = from.within(to);
    if (both.length() > 0) {
      target
          .slice(both.offset() - to.offset(), both.length())
          .copyFrom(values.slice(both.offset() - from.offset(), both.length()));
    }
  }
}
