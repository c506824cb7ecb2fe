package org.coherer.benchmarks.checkpoint;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.training.checkpoint.RangeValues;
import org.coherer.training.checkpoint.format.StateVector;
import org.coherer.training.vector.FlatVector;

/**
 * Parameters and the state of Adam.
 *
 * @param parameters the parameters
 * @param optimizer twice as many numbers
 */
record SavedState(FlatVector parameters, FlatVector optimizer) {

  /** Returns memory that was touched. */
  static SavedState allocate(long parameters) {
    return new SavedState(FlatVector.allocate(parameters), FlatVector.allocate(2 * parameters));
  }

  long length() {
    return parameters.length() + optimizer.length();
  }

  /** Fills it with random numbers, which no disk can store in less space. */
  void fill() {
    SplittableRandom random = new SplittableRandom(1);
    for (FlatVector vector : List.of(parameters, optimizer)) {
      for (int i = 0; i < vector.segmentCount(); i++) {
        ByteBuffer bytes = vector.segment(i);
        while (bytes.hasRemaining()) {
          bytes.putFloat((float) random.nextDouble());
        }
      }
    }
  }

  /** Copies all bytes from another one: what no snapshot can do without. */
  void copyFrom(SavedState other) {
    copy(other.parameters, parameters);
    copy(other.optimizer, optimizer);
  }

  private static void copy(FlatVector from, FlatVector into) {
    for (int i = 0; i < from.segmentCount(); i++) {
      into.segment(i).put(from.segment(i));
    }
  }

  /** Fails unless another one has the same bits. */
  void expectSame(SavedState other) {
    if (differs(parameters, other.parameters) || differs(optimizer, other.optimizer)) {
      throw new BenchmarkException("What was restored is not what was saved");
    }
  }

  private static boolean differs(FlatVector one, FlatVector other) {
    for (int i = 0; i < one.segmentCount(); i++) {
      if (!one.segment(i).equals(other.segment(i))) {
        return true;
      }
    }
    return one.length() != other.length();
  }

  List<RangeValues> ranges() {
    return List.of(
        RangeValues.of(StateVector.PARAMETERS, parameters),
        RangeValues.of(StateVector.OPTIMIZER, optimizer));
  }

  List<StateVector> vectors() {
    return List.of(
        new StateVector(StateVector.PARAMETERS, parameters.length()),
        new StateVector(StateVector.OPTIMIZER, optimizer.length()));
  }
}
