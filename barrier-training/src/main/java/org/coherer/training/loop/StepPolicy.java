package org.coherer.training.loop;

import java.util.Optional;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.sync.Wishes;

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
   * Makes a step, unless its loss or its gradients, of all ranks together, are not finite: then
   * nothing changes.
   *
   * @param rateFactor by what the learning rate is multiplied beside the plan's schedule
   * @param mine what this rank wishes for
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  StepOutcome step(StepPosition position, double rateFactor, Wishes mine);

  /**
   * Says on which ranks the loss or the gradients of the last step were not finite, as the end of a
   * sentence. All ranks call it together, after a step that has changed nothing.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  String culprits();

  /**
   * Returns whether the replica has the parameters and the optimizer's state that the last complete
   * step has led to. It has not after a failure in the midst of an update.
   */
  boolean isWhole();

  /**
   * Returns the learning rate of a step; changes nothing.
   *
   * @param rateFactor by what it is multiplied beside the plan's schedule
   */
  double learningRate(StepPosition position, double rateFactor);

  /**
   * Evaluates the network as it is after an epoch on the validation set of all ranks; empty if
   * there is none.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  Optional<TrainingEvent.EpochValidated> validate(int epoch);
}
