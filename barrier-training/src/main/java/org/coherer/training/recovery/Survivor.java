package org.coherer.training.recovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coherer.training.data.Shard;

/**
 * What is left of a rank after an attempt that has failed.
 *
 * @param rank which one
 * @param shards its rows, by the numbers of the shards
 * @param trained its replica; empty if it had made no step, or was in the midst of one
 * @param parts what it has, in place of a replica, of an optimizer's state that is sharded
 */
public record Survivor(
    int rank, Map<Integer, Shard> shards, Optional<TrainedReplica> trained, List<KeptParts> parts)
    implements AutoCloseable {

  /** Copies map and list. */
  public Survivor {
    shards = Map.copyOf(shards);
    parts = List.copyOf(parts);
  }

  /** Creates what is left of a rank that has no parts. */
  public Survivor(int rank, Map<Integer, Shard> shards, Optional<TrainedReplica> trained) {
    this(rank, shards, trained, List.of());
  }

  /** Frees all of it. */
  @Override
  public void close() {
    trained.ifPresent(TrainedReplica::close);
    shards.values().forEach(Shard::close);
  }
}
