package org.coherer.benchmarks.scaling;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.coherer.benchmarks.harness.BenchmarkException;

/**
 * The mean loss of each epoch of a run. What does not learn is not worth timing.
 *
 * @param who whose loss
 * @param losses one for each epoch
 */
record Trajectory(String who, List<Double> losses) {

  /** How far two that do the same may lie apart, relative to the peer's loss. */
  private static final double TOLERANCE = 0.15;

  /** The share of the first loss that must not be left. */
  private static final double FALL = 0.9;

  static Trajectory parse(String who, String text) {
    return new Trajectory(who, Arrays.stream(text.split(" ")).map(Double::valueOf).toList());
  }

  /** Fails unless the loss of the last epoch is well below that of the first. */
  void expectFall() {
    double first = losses.get(0);
    double last = losses.get(losses.size() - 1);
    if (!(last < FALL * first)) {
      throw new BenchmarkException(
          "%s: does not learn (the last must be below %s of the first)".formatted(this, FALL));
    }
  }

  /** Fails unless every loss is near the peer's: same network, data, optimizer, other weights. */
  void expectNear(Trajectory peer) {
    for (int i = 0; i < losses.size(); i++) {
      double apart = Math.abs(losses.get(i) - peer.losses.get(i)) / peer.losses.get(i);
      if (!(apart <= TOLERANCE)) {
        throw new BenchmarkException(
            "%s and %s do not do the same (each loss must be within %s of the peer's)"
                .formatted(this, peer, TOLERANCE));
      }
    }
  }

  @Override
  public String toString() {
    return losses.stream()
        .map(loss -> String.format(Locale.ROOT, "%.4f", loss))
        .collect(Collectors.joining(" ", who + " losses ", ""));
  }
}
