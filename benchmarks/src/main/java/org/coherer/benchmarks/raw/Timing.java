package org.coherer.benchmarks.raw;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Times something again and again; the text form is how times travel from worker to parent. */
public final class Timing {

  private Timing() {}

  /** Returns the nanoseconds of each iteration, after some that do not count. */
  public static String of(int warmups, int iterations, Runnable once) {
    for (int i = 0; i < warmups; i++) {
      once.run();
    }
    long[] nanos = new long[iterations];
    for (int i = 0; i < iterations; i++) {
      long start = System.nanoTime();
      once.run();
      nanos[i] = System.nanoTime() - start;
    }
    return Arrays.stream(nanos).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }

  /** Reads the text form. */
  public static double[] parse(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
