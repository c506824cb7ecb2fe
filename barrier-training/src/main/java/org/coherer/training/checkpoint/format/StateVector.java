package org.coherer.training.checkpoint.format;

import java.util.regex.Pattern;

/**
 * One of the vectors of a run's state, all ranks taken together.
 *
 * @param name such as {@link #PARAMETERS}
 * @param length its number of floats
 */
public record StateVector(String name, long length) {

  /** The network's parameters. */
  public static final String PARAMETERS = "parameters";

  /** The optimizer's state. */
  public static final String OPTIMIZER = "optimizer";

  /** The copy of the best epoch's result. */
  public static final String BEST = "best";

  /** The copy of the state that a run goes back to if it diverges. */
  public static final String GOOD = "good";

  /** The velocity of the outer optimizer of a run that averages parameters. */
  public static final String VELOCITY = "velocity";

  private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9.-]{0,63}");

  /** Checks name and length. */
  public StateVector {
    checkName(name);
    if (length < 0) {
      throw new IllegalArgumentException(
          "Invalid length " + length + " of vector '" + name + "' (must not be negative)");
    }
  }

  static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Invalid name '" + name + "' of a vector (must match " + NAME.pattern() + ")");
    }
  }
}
