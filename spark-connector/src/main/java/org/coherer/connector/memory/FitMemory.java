package org.coherer.connector.memory;

import java.util.OptionalLong;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.plan.ServerPlan;
import org.coherer.training.plan.TrainingPlan;

/**
 * What a fit takes off the heap and on disks, in bytes. Embedding tables are not part of it: {@code
 * embeddingMemory} bounds them.
 *
 * @param parameters how many the network has
 * @param workers how many there are at most
 * @param worker what each of them takes
 * @param servers how many parameter servers there are; 0 without
 * @param server what each of them takes, at most
 * @param driver what the driver takes for the network and the result
 * @param files what the rows of all workers take on disks; 0 where their number is not known
 */
public record FitMemory(
    long parameters,
    int workers,
    WorkerMemory worker,
    int servers,
    long server,
    long driver,
    long files) {

  /** What every executor takes: the Java runtime's own memory, threads and native libraries. */
  public static final long EXECUTOR = 400_000_000;

  /**
   * Computes it.
   *
   * @param rows the rows of all workers; empty if they have not been counted
   */
  public static FitMemory of(
      TrainingPlan plan, NetworkShape shape, RunState state, OptionalLong rows) {
    long parameters = shape.parameterCount();
    int workers = plan.workers().most();
    int servers = plan.exchange().agreement() instanceof ServerPlan plans ? plans.servers() : 0;
    long onServers =
        Float.BYTES * (2 * parameters + state.optimizerFloats() + workers * parameters);
    long result = 2 * parameters + (state.kept() ? state.optimizerFloats() : 0);
    return new FitMemory(
        parameters,
        workers,
        WorkerMemory.of(plan, shape, state, rows),
        servers,
        servers == 0 ? 0 : WorkerMemory.ceilDiv(onServers, servers),
        Float.BYTES * result,
        rows.orElse(0) * plan.data().layout().recordBytes());
  }

  /**
   * Returns what an executor takes beside its heap, at most.
   *
   * @param tasks how many tasks it runs at once
   */
  public long executor(int tasks) {
    int most = Math.min(tasks, workers);
    int serving = Math.min(tasks, servers);
    long withServers = serving * server + Math.min(tasks - serving, workers) * worker.bytes();
    return EXECUTOR + Math.max(most * worker.bytes(), withServers);
  }

  /** Returns which part of that {@code -XX:MaxDirectMemorySize} bounds. */
  public long direct(int tasks) {
    return Math.min(tasks, workers) * worker.direct();
  }
}
