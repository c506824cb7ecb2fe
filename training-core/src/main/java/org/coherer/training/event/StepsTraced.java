package org.coherer.training.event;

import java.util.List;
import org.coherer.training.trace.Span;

/**
 * One rank has made some of the steps that are traced, and reports where their time went.
 *
 * @param rank the rank
 * @param first the first of the steps, counted from 1 over all epochs
 * @param last the last of them
 * @param spans the parts of the steps, in the order in which they have ended
 */
public record StepsTraced(int rank, long first, long last, List<Span> spans)
    implements TrainingEvent {

  /** Copies the list. */
  public StepsTraced {
    spans = List.copyOf(spans);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.stepsTraced(this);
  }

  @Override
  public boolean fromEveryRank() {
    return true;
  }
}
