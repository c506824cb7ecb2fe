package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a run shows of its inside, beside its progress. It changes no result.
 *
 * @param traced the steps of which every rank says where their time goes
 * @param histograms whether rank 0 shows the values of parameters and gradients after each epoch
 */
public record Inspection(StepRange traced, boolean histograms) implements Serializable {

  /** Nothing. */
  public static final Inspection NONE = new Inspection(StepRange.NONE, false);

  /** Checks that none is missing. */
  public Inspection {
    Objects.requireNonNull(traced, "traced");
  }
}
