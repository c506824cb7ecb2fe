package org.coherer.benchmarks.recovery;

import java.util.List;
import org.coherer.benchmarks.barrier.Moment;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Summary;

/** How long the steps of a training have taken. */
final class StepTimes {

  private StepTimes() {}

  /**
   * Returns the median of the milliseconds between two steps of rank 0, without the first half of
   * the training. What lies between two epochs, and whatever else the machine does now and then,
   * does not move a median.
   *
   * @param noted the steps of all ranks, the earliest first
   * @param steps how many the training has
   * @throws BenchmarkException if rank 0 has not noted so many
   */
  static double medianMillis(List<Moment> noted, int steps) {
    long[] nanos =
        noted.stream().filter(moment -> moment.rank() == 0).mapToLong(Moment::nanos).toArray();
    if (nanos.length != steps) {
      throw new BenchmarkException("Rank 0 has noted " + nanos.length + " of " + steps + " steps");
    }
    int first = steps / 2;
    double[] millis = new double[steps - first];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = (nanos[first + i] - nanos[first + i - 1]) / 1e6;
    }
    return Summary.of(millis).median();
  }
}
