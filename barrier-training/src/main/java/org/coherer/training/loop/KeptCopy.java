package org.coherer.training.loop;

import java.util.Optional;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.vector.FlatVector;

/** A copy of a replica as it was, to which it may be set again. */
final class KeptCopy {

  private final HostMirror original;
  private FlatVector kept;

  /**
   * Creates a place for the copy, which takes memory once there is something to keep.
   *
   * @param original what of the replica is copied
   * @param kept the copy of a run that is resumed; empty if it has none
   */
  KeptCopy(HostMirror original, Optional<FlatVector> kept) {
    this.original = original;
    this.kept = kept.orElse(null);
  }

  /** Copies what the replica has now. */
  void keep() {
    kept = kept == null ? FlatVector.allocate(original.length()) : kept;
    original.pull();
    kept.copyFrom(original.host());
  }

  /** Gives the replica back what was kept last. */
  void restore() {
    original.host().copyFrom(kept);
    original.push();
  }

  /** Returns the copy, in the order of the original; empty if nothing was kept. */
  Optional<FlatVector> copy() {
    return Optional.ofNullable(kept);
  }
}
