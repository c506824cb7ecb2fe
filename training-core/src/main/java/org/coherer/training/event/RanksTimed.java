package org.coherer.training.event;

import java.util.List;

/**
 * Where the time of an epoch went on each rank.
 *
 * @param epoch counted from 1
 * @param ranks in their order; the time of an exchange is that of the rank that came to it last,
 *     what another one took longer it has waited
 */
public record RanksTimed(int epoch, List<TrainingHistory.Times> ranks) implements TrainingEvent {

  /** Copies the list. */
  public RanksTimed {
    ranks = List.copyOf(ranks);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.ranksTimed(this);
  }
}
