package org.coherer.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Measures contenders in turns, so that whatever else the machine does falls on all of them alike.
 * Every round begins with another contender.
 */
public final class Rounds {

  /** The fewest rounds that a median may be taken of. */
  public static final int LEAST = 5;

  /** The fewest where one turn is a whole training. */
  public static final int LEAST_OF_TRAININGS = 3;

  private final int count;

  /** Plans so many rounds, at least {@link #LEAST}. */
  public Rounds(int count) {
    this(count, LEAST);
  }

  private Rounds(int count, int least) {
    if (count < least) {
      throw new IllegalArgumentException(
          "Invalid number of rounds " + count + " (must be at least " + least + ")");
    }
    this.count = count;
  }

  /**
   * Plans so many rounds, at least {@link #LEAST_OF_TRAININGS}, of turns that take so long that one
   * has much less of an accident in it.
   */
  public static Rounds ofTrainings(int count) {
    return new Rounds(count, LEAST_OF_TRAININGS);
  }

  /** Returns the number of rounds. */
  public int count() {
    return count;
  }

  /** Measures each contender once a round; returns what came out under the contenders' names. */
  public Map<String, Summary> measure(Map<String, ? extends DoubleSupplier> contenders) {
    List<String> names = List.copyOf(contenders.keySet());
    Map<String, double[]> measured = new LinkedHashMap<>();
    names.forEach(name -> measured.put(name, new double[count]));
    for (int round = 0; round < count; round++) {
      for (String name : turn(names, round)) {
        measured.get(name)[round] = contenders.get(name).getAsDouble();
      }
    }
    Map<String, Summary> summaries = new LinkedHashMap<>();
    measured.forEach((name, values) -> summaries.put(name, Summary.of(values)));
    return summaries;
  }

  private static List<String> turn(List<String> names, int round) {
    List<String> turned = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      turned.add(names.get((i + round) % names.size()));
    }
    return turned;
  }
}
