package org.coherer.training.server;

import java.io.Serializable;

/**
 * Some steps of an epoch, between two moments at which no step is under way.
 *
 * @param epoch counted from 1
 * @param first the first step, counted from 1
 * @param last the last step; workers with smaller shards end before it
 * @param epochBatches the batches of the largest shard in an epoch
 */
public record Segment(int epoch, long first, long last, long epochBatches) implements Serializable {

  /** Returns the part of it that a worker has which makes so many steps in an epoch. */
  public Segment upTo(long steps) {
    return new Segment(epoch, first, Math.min(last, steps), epochBatches);
  }
}
