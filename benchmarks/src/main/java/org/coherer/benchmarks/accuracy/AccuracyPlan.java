package org.coherer.benchmarks.accuracy;

import java.util.List;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.networks.SampleNetwork;

/**
 * What is trained, and how far.
 *
 * @param targets the networks that PyTorch has, too, each with the accuracy to reach
 * @param mostEpochs the most epochs of a fit
 * @param layers the perceptron that MLlib has, too
 * @param iterations MLlib's {@code maxIter} for it
 * @param rounds how often each contender trains; a round has a seed of its own
 */
record AccuracyPlan(
    List<Target> targets, int mostEpochs, String layers, int iterations, Rounds rounds) {

  /** A network, and the share of the test rows that it has to get right. */
  record Target(SampleNetwork network, double accuracy) {}

  /** For Fashion-MNIST. */
  static final AccuracyPlan FULL =
      new AccuracyPlan(
          List.of(new Target(SampleNetwork.MLP, 0.88), new Target(SampleNetwork.LENET, 0.84)),
          12,
          "784-100-10",
          30,
          Rounds.ofTrainings(Rounds.LEAST_OF_TRAININGS));

  /** For a few drawn digits. */
  static final AccuracyPlan QUICK =
      new AccuracyPlan(
          List.of(new Target(SampleNetwork.MLP, 0.4), new Target(SampleNetwork.LENET, 0.4)),
          30,
          "784-32-10",
          5,
          Rounds.ofTrainings(Rounds.LEAST_OF_TRAININGS));

  /** Digits that {@link #QUICK} trains on. */
  static final int DRAWN = 3000;

  /** Digits that {@link #QUICK} is tested with. */
  static final int DRAWN_TO_TEST = 500;
}
