package org.coherer.benchmarks.step;

import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.networks.SampleNetwork;

/**
 * The memory of a process after its warm-up and at the end.
 *
 * @param model the network that it trained
 * @param warm what it had after its warm-up
 * @param end what it had in the end, and the steps in between
 */
record SoakLine(SampleNetwork model, State warm, State end) {

  /** The records that describe an optimizer step. They are garbage after it. */
  private static final long MOST_HEAP_OF_STEP = 2048;

  /** What the JVM itself may take for compiled code and the like. */
  private static final long MOST_RESIDENT_GROWTH = 16L << 20;

  private static final double MEGA = 1 << 20;

  /**
   * What a worker answers to a number of steps.
   *
   * @param steps the steps
   * @param heapOfSteps bytes of heap that they allocated
   * @param nativeBytes native memory after them
   * @param resident resident memory after them, in bytes
   */
  record State(long steps, long heapOfSteps, long nativeBytes, long resident) {

    /** Returns the text form, in which it travels from worker to parent. */
    String encode() {
      return steps + " " + heapOfSteps + " " + nativeBytes + " " + resident;
    }

    static State decode(String text) {
      String[] numbers = text.split(" ", -1);
      return new State(
          Long.parseLong(numbers[0]),
          Long.parseLong(numbers[1]),
          Long.parseLong(numbers[2]),
          Long.parseLong(numbers[3]));
    }
  }

  /** Returns the line. */
  ResultLine line(String benchmark) {
    return new ResultLine(benchmark)
        .with("model", model.label())
        .with("steps", end.steps())
        .with("heap_bytes", heapOfStep())
        .with("native_mb", end.nativeBytes() / MEGA, 1)
        .with("native_growth_bytes", nativeGrowth())
        .with("resident_mb", end.resident() / MEGA, 1)
        .with("resident_growth_mb", residentGrowth() / MEGA, 1);
  }

  /** Fails if memory grew, or a step leaves too much garbage. */
  void expectSteady() {
    if (nativeGrowth() > 0
        || residentGrowth() > MOST_RESIDENT_GROWTH
        || heapOfStep() > MOST_HEAP_OF_STEP) {
      throw new BenchmarkException(
          "Training %s took memory (must be no native memory, at most %.0f MB resident and %d bytes of heap per step)"
              .formatted(model.label(), MOST_RESIDENT_GROWTH / MEGA, MOST_HEAP_OF_STEP));
    }
  }

  private long heapOfStep() {
    return end.heapOfSteps() / end.steps();
  }

  private long nativeGrowth() {
    return end.nativeBytes() - warm.nativeBytes();
  }

  private long residentGrowth() {
    return end.resident() - warm.resident();
  }
}
