package org.coherer.training.loop.update;

import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.Replica;
import org.coherer.training.vector.FlatVector;

/** The sum of the gradients of all batches of a step but the last. Serves one thread. */
public final class Accumulation {

  private final FlatVector gradients;
  private final FlatVector sum;

  /** Creates an accumulation; it takes memory only if a step has more than one batch. */
  public Accumulation(Replica replica, int batchesPerStep) {
    gradients = replica.gradients().host();
    sum = FlatVector.allocate(batchesPerStep > 1 ? gradients.length() : 0);
  }

  /** Takes in the gradients that the host has, as the first ones of a step or as further ones. */
  public void take(boolean first) {
    if (first) {
      sum.copyFrom(gradients);
    } else {
      sum.add(gradients);
    }
  }

  /** Adds the sum to gradients of the last batch. */
  public void addTo(FlatVector last) {
    last.add(sum);
  }

  /** Returns what adds the sum to the last batch's gradients, slice by slice as they are ready. */
  public GradientListener addedBefore(GradientListener next) {
    return (offset, length) -> {
      gradients.slice(offset, length).add(sum.slice(offset, length));
      next.ready(offset, length);
    };
  }
}
