package org.coherer.training.loop;

import java.io.Serializable;

/**
 * How far an optimizer has got, this run and those before it taken together.
 *
 * @param steps the steps that it has made
 * @param epochs the epochs that it has completed
 */
public record OptimizerPosition(long steps, int epochs) implements Serializable {

  /** That of an optimizer that has done nothing yet. */
  public static final OptimizerPosition START = new OptimizerPosition(0, 0);
}
