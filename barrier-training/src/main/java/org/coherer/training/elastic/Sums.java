package org.coherer.training.elastic;

import java.util.List;
import java.util.function.Function;

/** Adds up what workers say, in their order. */
final class Sums {

  private Sums() {}

  /** Returns the sums of the numbers of all workers. */
  static double[] of(List<Work.Done> all, Function<Work.Done, double[]> numbers) {
    double[] sums = numbers.apply(all.get(0)).clone();
    for (Work.Done done : all.subList(1, all.size())) {
      double[] own = numbers.apply(done);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += own[i];
      }
    }
    return sums;
  }
}
