package org.coherer.training.server.lookup;

import java.time.Duration;
import java.util.Optional;
import org.coherer.training.data.RankBatches;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.engine.Replica;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.server.WorkerClient;
import org.coherer.training.server.WorkerRows;

/**
 * What is between a worker's data and its network: nothing, or tables.
 *
 * @param lookup looks rows up; empty without tables
 */
public record WorkerInputs(Optional<TableLookup> lookup) implements AutoCloseable {

  /**
   * Returns what the rows of a plan ask for.
   *
   * @param servers the connections to the servers; closed after this object
   * @param ahead whether rows may be asked for a batch ahead
   */
  public static WorkerInputs of(TrainingPlan plan, WorkerClient servers, boolean ahead) {
    if (!(plan.data().layout().encoding() instanceof EmbeddingEncoding encoding)) {
      return new WorkerInputs(Optional.empty());
    }
    Duration deadline = plan.transport().options().messageTimeout();
    int batches = plan.exchange().accumulateSteps();
    return new WorkerInputs(
        Optional.of(new TableLookup(encoding, servers.connections(), deadline, batches, ahead)));
  }

  /** Returns batches as the network takes them; only the original is to be closed. */
  public RankBatches batches(RankBatches original) {
    return lookup.map(its -> original.as(its::combined)).orElse(original);
  }

  /** Returns the replica that steps are made on; only the original is to be closed. */
  public Replica replica(Replica original) {
    return lookup.map(its -> its.hooked(original)).orElse(original);
  }

  /** Returns what steps have beside the gradients of parameters. */
  public WorkerRows rows() {
    return lookup.isPresent() ? lookup.get() : WorkerRows.NONE;
  }

  @Override
  public void close() {
    lookup.ifPresent(TableLookup::close);
  }
}
