package org.coherer.training.barrier;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.coherer.training.cluster.RankTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a checkpoint taken when executors of the run are about to be decommissioned: all of them may
 * go at once, and the state with them.
 */
final class Departures {

  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  private final Predicate<String> leaves;
  private final BooleanSupplier checkpoint;
  private final Set<String> noticed = new HashSet<>();

  /**
   * Creates the departures of a run.
   *
   * @param leaves whether an executor is about to be decommissioned
   * @param checkpoint asks for a checkpoint; false if there is nobody to ask
   */
  Departures(Predicate<String> leaves, BooleanSupplier checkpoint) {
    this.leaves = leaves;
    this.checkpoint = checkpoint;
  }

  /**
   * Takes a look.
   *
   * @param running the tasks of the run
   */
  void look(Collection<RankTask> running) {
    for (RankTask task : running) {
      String executor = task.executor();
      if (!noticed.contains(executor) && leaves.test(executor) && checkpoint.getAsBoolean()) {
        noticed.add(executor);
        LOG.warn(
            "Executor {} on {}, with rank {}, is about to be decommissioned; a checkpoint is taken if"
                + " the fit has a checkpointDir",
            executor,
            task.host(),
            task.rank());
      }
    }
  }
}
