package org.coherer.training.loop;

import java.util.Optional;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.vector.FlatVector;

/** A copy of what the best epoch so far has led to, for a run that ends with it. */
final class BestResult {

  private final HostMirror result;
  private FlatVector kept;

  /**
   * Creates a place for the copy.
   *
   * @param result what of the replica is to be that of the best epoch: its parameters, and the
   *     optimizer's state if that is kept
   * @param kept the copy of a run that is resumed; empty if it has none
   */
  BestResult(HostMirror result, Optional<FlatVector> kept) {
    this.result = result;
    this.kept = kept.orElse(null);
  }

  /** Copies what the replica has now. */
  void keep() {
    kept = kept == null ? FlatVector.allocate(result.length()) : kept;
    result.pull();
    kept.copyFrom(result.host());
  }

  /** Gives the replica back what was kept last. */
  void restore() {
    result.host().copyFrom(kept);
    result.push();
  }

  /** Returns the copy, in the order of the result; empty if nothing was kept. */
  Optional<FlatVector> copy() {
    return Optional.ofNullable(kept);
  }
}
