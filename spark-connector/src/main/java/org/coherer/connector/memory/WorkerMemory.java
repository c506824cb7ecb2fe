package org.coherer.connector.memory;

import java.util.Arrays;
import java.util.OptionalLong;
import org.coherer.training.collective.CostModel;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.plan.OnDivergence;
import org.coherer.training.plan.Stopping;
import org.coherer.training.plan.TrainingPlan;

/**
 * What a worker takes off the heap, in bytes.
 *
 * <p>With <i>P</i> parameters, <i>S</i> numbers of optimizer state, <i>C</i> numbers in copies,
 * <i>b</i> rows of a batch, <i>A</i> outputs of all layers for a row, <i>K</i> numbers that layers
 * keep for a row beside them, and <i>F</i> features and targets of a row, that is 4 (2 <i>P</i> +
 * <i>S</i> + <i>C</i>) + 4 <i>b</i> (2 <i>A</i> + <i>K</i>) + 12 <i>b F</i>, the rows that are in
 * memory, and, where there are several workers, two vectors by which their exchange is measured.
 *
 * @param network parameters, gradients and the optimizer's state
 * @param copies of parameters and state, for the best epoch, roll-backs, checkpoints and the like
 * @param outputs of all layers for a batch, their gradients, and what layers keep beside them
 * @param batches the features and targets of the batches that are read ahead
 * @param exchange the vectors by which the exchange of several workers is measured
 * @param rows the part of the shard that has to be granted; 0 where the number of rows is not known
 * @param pages the part that is pages of a mapped file, which the system takes back
 */
public record WorkerMemory(
    long network, long copies, long outputs, long batches, long exchange, long rows, long pages) {

  /** The share of {@code cacheMemory} that a shard takes which does not fit. */
  private static final int WINDOW_QUARTERS = 3;

  /**
   * Computes it.
   *
   * @param rows the rows of all workers; empty if they have not been counted
   */
  public static WorkerMemory of(
      TrainingPlan plan, NetworkShape shape, RunState state, OptionalLong rows) {
    int workers = plan.workers().most();
    long parameters = shape.parameterCount();
    long held =
        plan.exchange().shardOptimizerState()
            ? ceilDiv(state.optimizerFloats(), workers)
            : state.optimizerFloats();
    long batch = plan.data().batchSize();
    long values = shape.inputLength() + (long) shape.outputLength();
    long shard = ceilDiv(rows.orElse(0), workers) * plan.data().layout().recordBytes();
    long cache = plan.data().cacheBytes();
    boolean mapped = shard <= cache && !state.encrypted();
    return new WorkerMemory(
        Float.BYTES * (2 * parameters + held),
        Float.BYTES * copies(plan, state, parameters, held, workers),
        Float.BYTES * batch * (2 * outputs(shape) + kept(shape)),
        3 * Float.BYTES * batch * values,
        workers > 1 ? CostModel.MEASURED_BYTES : 0,
        mapped ? 0 : Math.min(shard, cache / 4 * WINDOW_QUARTERS),
        mapped ? shard : 0);
  }

  /** Returns how many numbers are in copies. */
  private static long copies(
      TrainingPlan plan, RunState state, long parameters, long held, int workers) {
    long copies = 0;
    if (plan.controls().stopping().restoreBest()) {
      copies += parameters + (state.kept() ? held : 0);
    }
    if (plan.controls().stopping().onDivergence() == OnDivergence.ROLL_BACK) {
      copies += parameters + held;
    }
    if (plan.exchange().replicateOptimizerState() && workers > 1) {
      copies += copiesOfParts(plan, state, parameters, held, ceilDiv(parameters, workers) + held);
    }
    if (plan.exchange().accumulateSteps() > 1) {
      copies += parameters;
    }
    if (plan.exchange().averaging().isPresent()) {
      copies += 2 * parameters + held;
    }
    return copies + slices(plan, state, parameters, workers);
  }

  /**
   * Returns how many numbers are in copies of parts, and beside them, when a run goes on after a
   * failure. A worker then has its own part and another one's, each in two versions, and a place
   * for the other's and for what arrives; of an earlier state with the optimizer's, it has
   * everything twice.
   *
   * @param part the parameters and the optimizer's state of a worker's part
   */
  private static long copiesOfParts(
      TrainingPlan plan, RunState state, long parameters, long held, long part) {
    Stopping stopping = plan.controls().stopping();
    int earlier = stopping.restoreBest() && state.kept() ? 1 : 0;
    earlier += stopping.onDivergence() == OnDivergence.ROLL_BACK ? 1 : 0;
    return 6 * part + earlier * (parameters + held + 2 * part);
  }

  /** Returns how many numbers a worker's slice of a checkpoint has, at most. */
  private static long slices(TrainingPlan plan, RunState state, long parameters, int workers) {
    if (!state.checkpoints()) {
      return 0;
    }
    Stopping stopping = plan.controls().stopping();
    int slices = 1;
    slices += stopping.restoreBest() ? 1 : 0;
    slices += stopping.onDivergence() == OnDivergence.ROLL_BACK ? 1 : 0;
    return slices * ceilDiv(parameters + state.optimizerFloats(), workers);
  }

  /**
   * Returns how many numbers all layers give for a row. Where a length is not known before there is
   * a batch, it counts as one.
   */
  static long outputs(NetworkShape shape) {
    long all = 0;
    for (NetworkShape.LayerInfo layer : shape.layers()) {
      all +=
          Arrays.stream(layer.outputShape().split(" x "))
              .mapToLong(size -> size.equals("?") ? 1 : Long.parseLong(size))
              .reduce(1, (a, b) -> a * b);
    }
    return all;
  }

  /** Returns how many numbers all layers keep for a row beside what they give. */
  private static long kept(NetworkShape shape) {
    return shape.layers().stream().mapToLong(NetworkShape.LayerInfo::kept).sum();
  }

  /** Returns all that has to be granted. */
  public long bytes() {
    return network + copies + outputs + batches + exchange + rows;
  }

  /** Returns the part of it that {@code -XX:MaxDirectMemorySize} bounds. */
  public long direct() {
    return copies + batches + exchange + rows;
  }

  static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
