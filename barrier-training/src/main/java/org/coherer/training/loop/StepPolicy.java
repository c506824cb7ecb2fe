package org.coherer.training.loop;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.loop.time.EpochClock;
import org.coherer.training.plan.Agreement;
import org.coherer.training.sync.Wishes;
import org.coherer.training.trace.Tracer;
import org.coherer.training.vector.FlatVector;

/**
 * How the ranks of a run make steps together: what they exchange, who applies the update, and what
 * all of them know afterwards. {@link TrainingLoop} decides when steps are made and when the run
 * ends, by what the policy returns. The loop's thread calls {@link #start} first, then {@link
 * #step} as often as an epoch has steps left, and {@link #validate} after each epoch.
 */
public interface StepPolicy {

  /**
   * Returns the policy that the plan of a rank asks for.
   *
   * @param clock measures the exchanges
   * @param tracer is told of what a step consists of
   */
  static StepPolicy of(Rank rank, EpochClock clock, Tracer tracer, LoopStart start) {
    return rank.plan().exchange().agreement() instanceof Agreement.Averaging averaging
        ? new AveragedSteps(rank, averaging, clock, tracer, start)
        : new SynchronousSteps(rank, clock, tracer, start.optimizer());
  }

  /**
   * Brings this rank's replica to the state that the run starts from. Not called if it is there.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  void start();

  /**
   * Makes a step, or all steps up to the next exchange, within an epoch. All ranks are alike
   * afterwards. If the loss or what it leads to, of all ranks together, is not finite, nothing
   * changes.
   *
   * @param first where the first of the steps lies
   * @param rateFactor by what the learning rate is multiplied beside the plan's schedule
   * @param mine what this rank wishes for; asked once
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  StepOutcome step(StepPosition first, double rateFactor, Supplier<Wishes> mine);

  /**
   * Says on which ranks the numbers of the last steps were not finite, as the end of a sentence.
   * All ranks call it together, after steps that have changed nothing.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  String culprits();

  /**
   * Brings the replica back to what the last exchange has led to, if it is beyond it, after a
   * failure.
   *
   * @return whether it has the parameters and the optimizer's state of then. It has not after a
   *     failure in the midst of an update
   */
  boolean settle();

  /** Takes notice that the replica has what it had at the start of an epoch. */
  default void wentBack() {}

  /** Returns what the next steps depend on beside the replica; empty for nothing. */
  default Optional<FlatVector> velocity() {
    return Optional.empty();
  }

  /**
   * Returns the learning rate of a step; changes nothing.
   *
   * @param rateFactor by what it is multiplied beside the plan's schedule
   */
  double learningRate(StepPosition position, double rateFactor);

  /**
   * Returns what the last step of an epoch has shown of gradients and parameters, once the epoch is
   * over; nothing where ranks make steps of their own, and if this rank has not made that step.
   */
  default List<TrainingEvent> measured(int epoch) {
    return List.of();
  }

  /**
   * Evaluates the network as it is after an epoch on the validation set of all ranks; empty if
   * there is none.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  Optional<TrainingEvent.EpochValidated> validate(int epoch);
}
