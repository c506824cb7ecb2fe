package org.coherer.training.recovery;

import java.util.Map;
import java.util.Optional;
import org.coherer.training.data.Shard;

/**
 * What is left of a rank after an attempt that has failed.
 *
 * @param rank which one
 * @param shards its rows, by the numbers of the shards
 * @param trained its replica; empty if it had made no step, or was in the midst of one
 */
public record Survivor(int rank, Map<Integer, Shard> shards, Optional<TrainedReplica> trained)
    implements AutoCloseable {

  /** Copies the map. */
  public Survivor {
    shards = Map.copyOf(shards);
  }

  /** Frees all of it. */
  @Override
  public void close() {
    trained.ifPresent(TrainedReplica::close);
    shards.values().forEach(Shard::close);
  }
}
