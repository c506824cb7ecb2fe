package org.coherer.training.elastic;

import java.io.Serializable;
import java.util.List;
import org.coherer.training.server.Segment;
import org.coherer.training.server.WorkerSteps;

/** What all workers are to do in one job. */
sealed interface Work extends Serializable {

  /** To have their shards at hand, and say how many rows they have. */
  record Load() implements Work {}

  /**
   * To make some steps.
   *
   * @param rateFactor by what the learning rate is multiplied beside the schedule
   */
  record Train(Segment segment, double rateFactor) implements Work {}

  /**
   * To evaluate the network of the servers on the validation set.
   *
   * @param calibrating whether sums for the temperature of its probabilities are wanted as well
   */
  record Validate(int epoch, boolean calibrating) implements Work {}

  /**
   * Where a worker has run.
   *
   * @param host its address
   * @param processId the operating system's number of its process
   */
  record Place(String host, long processId) implements Serializable {}

  /**
   * What a worker has to say.
   *
   * @param worker its number
   * @param place where it has run
   * @param rows the training rows of its shard
   * @param steps its steps; {@code null} if it was to make none
   * @param divergence why it has made no more; {@code null} if all numbers are finite
   * @param validation sums over its rows of the validation set; empty if not asked for
   * @param calibration sums for the temperature; empty if not asked for
   */
  record Done(
      int worker,
      Place place,
      long rows,
      WorkerSteps.Outcome steps,
      String divergence,
      List<Double> validation,
      List<Double> calibration)
      implements Serializable {

    /** Copies the lists. */
    public Done {
      validation = List.copyOf(validation);
      calibration = List.copyOf(calibration);
    }
  }
}
