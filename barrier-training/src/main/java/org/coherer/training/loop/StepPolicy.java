package org.coherer.training.loop;

import java.util.Optional;
import org.coherer.training.event.TrainingEvent;

/**
 * How the ranks of a run make a step together: what they exchange, who applies the update, and what
 * all of them know afterwards. {@link TrainingLoop} decides when a step is made and when the run
 * ends, by what the policy returns. The loop's thread calls {@link #start} first, then {@link
 * #step} for every step in order, and {@link #validate} after each epoch.
 */
public interface StepPolicy {

  /**
   * Brings this rank's replica to the state that the run starts from. Not called if it is there.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  void start();

  /**
   * Makes a step.
   *
   * @param timeIsUp whether this rank knows that the time of the run is up
   * @throws TrainingDivergedException if the loss or the gradients are not finite, unless the plan
   *     wants such steps skipped
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  StepOutcome step(StepPosition position, boolean timeIsUp);

  /**
   * Returns whether the replica has the parameters and the optimizer's state that the last complete
   * step has led to. It has not after a failure in the midst of an update.
   */
  boolean isWhole();

  /** Returns the learning rate of a step; changes nothing. */
  double learningRate(StepPosition position);

  /**
   * Evaluates the network as it is after an epoch on the validation set of all ranks; empty if
   * there is none.
   *
   * @throws TrainingDivergedException if the loss is not finite, unless the plan goes on after that
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  Optional<TrainingEvent.EpochValidated> validate(int epoch);
}
