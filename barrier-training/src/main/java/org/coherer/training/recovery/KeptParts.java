package org.coherer.training.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.coherer.training.loop.Copies;
import org.coherer.training.loop.LoopState;
import org.coherer.training.sync.PartCopies;
import org.coherer.training.sync.PartVersions;

/**
 * What a rank has of a sharded optimizer's state when its attempt ends: its own part, and its copy
 * of another rank's. Apart from the replica, which is freed.
 *
 * @param state where the run stood
 * @param copies what the run has kept of earlier states
 * @param versions those that belong to the state. Of those that are kept, only such as are needed
 * @param ranks how many ranks there were
 * @param parts all that is to be had, whichever version
 */
public record KeptParts(
    LoopState state, Copies copies, PartVersions versions, int ranks, List<PartCopies.Part> parts) {

  /** Checks that none is missing. */
  public KeptParts {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(copies, "copies");
    Objects.requireNonNull(versions, "versions");
    parts = List.copyOf(parts);
  }

  /** Returns what a rank has, whose replica will not be used any more. */
  static KeptParts of(PartCopies held, LoopState state, Copies copies, int ranks) {
    List<PartCopies.Part> parts = new ArrayList<>(held.parts());
    PartVersions all = held.versions();
    long good = copies.good().isPresent() ? all.good() : PartVersions.NONE;
    if (good != PartVersions.NONE) {
      parts.add(held.kept(PartCopies.Mark.GOOD, copies.good().get()));
    }
    if (all.best() != PartVersions.NONE) {
      parts.add(held.kept(PartCopies.Mark.BEST, copies.best().orElseThrow()));
    }
    return new KeptParts(
        state,
        copies,
        new PartVersions(all.lineage(), all.current(), all.last(), good, all.best()),
        ranks,
        parts);
  }

  /** Returns how far the rank had come. */
  Position position() {
    return Position.of(state);
  }
}
