package org.coherer.training.recovery;

import java.util.Comparator;
import java.util.Optional;
import org.coherer.training.data.Shard;

/**
 * What is left of a rank after an attempt that has failed.
 *
 * @param rank which one
 * @param shard its rows
 * @param trained its replica; empty if it had made no step, or was in the midst of one
 */
public record Survivor(int rank, Shard shard, Optional<TrainedReplica> trained)
    implements AutoCloseable {

  /** Those whose replicas are further are greater; all of them have one. */
  static final Comparator<Survivor> BY_POSITION =
      Comparator.comparing(survivor -> survivor.trained().orElseThrow().position());

  /** Returns whether its replica is further than another one, or is one where there is none. */
  boolean isAheadOf(Optional<TrainedReplica> other) {
    return trained.isPresent()
        && (other.isEmpty() || trained.get().position().compareTo(other.get().position()) > 0);
  }

  /** Frees all of it. */
  @Override
  public void close() {
    trained.ifPresent(TrainedReplica::close);
    shard.close();
  }
}
