package org.coherer.training.loop;

import java.util.Optional;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Replica;
import org.coherer.training.plan.OnDivergence;
import org.coherer.training.sync.NotFinite;
import org.coherer.training.sync.PartCopies;
import org.coherer.training.vector.FlatVector;

/**
 * A copy of a replica, its optimizer included, as the last complete epoch has left it, or the start
 * of the run: for a run that goes back there when it diverges. Other runs have none.
 */
final class GoodState {

  private final Replica replica;
  private final Optional<PartCopies> others;
  private final boolean wanted;
  private final KeptCopy copy;
  private final NotFinite notFinite = new NotFinite();

  /**
   * Creates a place for the copy.
   *
   * @param kept the copy of a run that is resumed within an epoch; empty if it has none
   */
  GoodState(Rank rank, Optional<FlatVector> kept) {
    this.replica = rank.replica();
    this.others = rank.sync().copies();
    this.wanted = rank.plan().controls().stopping().onDivergence() == OnDivergence.ROLL_BACK;
    HostMirror parameters = replica.parameters();
    this.copy = new KeptCopy(HostMirror.concat(parameters, replica.optimizer().state()), kept);
  }

  /** Returns whether the run goes back to it. */
  boolean isWanted() {
    return wanted;
  }

  /**
   * Takes the copy where a run begins, or is resumed between two epochs. All ranks call it
   * together.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   * @throws IllegalStateException if a run is resumed within an epoch, without its copy
   */
  void begin(LoopState state) {
    if (!wanted || state.stop().isPresent()) {
      return;
    }
    if (state.tally().steps() == 0) {
      keep();
    } else if (copy.copy().isEmpty()) {
      throw new IllegalStateException(
          "Cannot resume within epoch "
              + state.epoch()
              + ": what it would roll back to is missing (resume where an epoch ends)");
    } else {
      others.ifPresent(all -> all.share(PartCopies.Mark.GOOD, copy.copy().get()));
    }
  }

  /** Takes the copy, now that an epoch is complete, if the run wants one. */
  void keep() {
    if (wanted) {
      copy.keep();
      others.ifPresent(all -> all.mark(PartCopies.Mark.GOOD));
    }
  }

  /** Gives the replica back what it had, and returns where the run then stands. */
  LoopState restore(LoopState state) {
    copy.restore();
    others.ifPresent(all -> all.wentBack(PartCopies.Mark.GOOD));
    return state.rolledBack();
  }

  /** Returns how many parameters are not finite, on all ranks alike. */
  long parametersNotFinite() {
    replica.parameters().pull();
    return notFinite.countIn(replica.parameters().host());
  }

  /** Returns the copy; empty between two epochs, where the replica itself is what it would hold. */
  Optional<FlatVector> at(LoopState state) {
    boolean within = state.stop().isEmpty() && state.tally().steps() > 0;
    return within ? copy.copy() : Optional.empty();
  }
}
