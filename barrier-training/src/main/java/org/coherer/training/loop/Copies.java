package org.coherer.training.loop;

import java.util.Objects;
import java.util.Optional;
import org.coherer.training.vector.FlatVector;

/**
 * What a rank keeps of earlier states of its replica, beside the replica itself. It goes wherever
 * the replica goes: to other ranks, to the next attempt, into checkpoints.
 *
 * @param best the result of the best epoch, if the run may end with it: parameters, and the
 *     optimizer's state behind them if that is kept
 * @param good what the run goes back to if it diverges: parameters, and the optimizer's state
 *     behind them. Only within an epoch: between two of them, it is what the replica has
 * @param velocity that of the outer optimizer, the same on all ranks, if the run averages
 *     parameters with momentum
 */
public record Copies(
    Optional<FlatVector> best, Optional<FlatVector> good, Optional<FlatVector> velocity) {

  /** No copies. */
  public static final Copies NONE = new Copies(Optional.empty(), Optional.empty());

  /** Checks that none is missing. */
  public Copies {
    Objects.requireNonNull(best, "best");
    Objects.requireNonNull(good, "good");
    Objects.requireNonNull(velocity, "velocity");
  }

  /** Creates the copies of a run that exchanges gradients. */
  public Copies(Optional<FlatVector> best, Optional<FlatVector> good) {
    this(best, good, Optional.empty());
  }
}
