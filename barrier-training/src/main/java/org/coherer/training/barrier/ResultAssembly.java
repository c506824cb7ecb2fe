package org.coherer.training.barrier;

import java.util.Iterator;
import java.util.Objects;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.loop.OptimizerPosition;
import org.coherer.training.loop.TrainingDivergedException;
import org.coherer.training.trainer.TrainingResult;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.PackedVector;

/**
 * Puts the result of a run together from its parts.
 *
 * @param parameters how many parameters there are
 * @param state how many numbers of optimizer state there are; -1 if it is not kept
 */
record ResultAssembly(long parameters, long state) {

  /** Of parameters alone. */
  ResultAssembly(long parameters) {
    this(parameters, -1);
  }

  /** Returns one of the optimizer's state, too. */
  ResultAssembly withState(long length) {
    return new ResultAssembly(parameters, length);
  }

  private long numbers() {
    return parameters + Math.max(0, state);
  }

  /** Returns the number of partitions in which the parts are expected. */
  int partitions() {
    return ResultPart.partitionsFor(numbers());
  }

  /**
   * Returns the result.
   *
   * @param parts all of them, in any order
   * @throws TrainingDivergedException if training had to stop
   */
  TrainingResult of(Iterator<ResultPart> parts) {
    ResultPart.Ending ending = null;
    FlatVector all = FlatVector.allocate(numbers());
    while (parts.hasNext()) {
      ResultPart part = parts.next();
      if (part instanceof ResultPart.Values values) {
        values.copyInto(all);
      } else {
        ending = (ResultPart.Ending) part;
      }
    }
    Objects.requireNonNull(ending, "rank 0 has not said how the run ended");
    if (ending.divergence() != null) {
      throw new TrainingDivergedException(ending.divergence());
    }
    return new TrainingResult(
        all.slice(0, parameters),
        state < 0 ? null : state(all, ending.position()),
        ending.history());
  }

  private OptimizerState state(FlatVector all, OptimizerPosition position) {
    PackedVector values = new PackedVector(all.slice(parameters, state));
    return new OptimizerState(values, position.steps(), position.epochs());
  }
}
