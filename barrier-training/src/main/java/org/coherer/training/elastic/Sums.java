package org.coherer.training.elastic;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Adds up what workers say, in their order. */
final class Sums {

  private Sums() {}

  /** Returns the sums of the numbers of all workers. */
  static double[] of(List<Work.Done> all, Function<Work.Done, List<Double>> numbers) {
    double[] sums = new double[numbers.apply(all.get(0)).size()];
    for (Work.Done done : all) {
      List<Double> own = numbers.apply(done);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += own.get(i);
      }
    }
    return sums;
  }

  /** Returns numbers as a list. */
  static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
