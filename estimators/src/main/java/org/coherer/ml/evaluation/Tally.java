package org.coherer.ml.evaluation;

import java.io.Serializable;

/**
 * What is known of some rows, taken in one after the other.
 *
 * @param <R> a row
 * @param <T> the class itself
 */
interface Tally<R, T extends Tally<R, T>> extends Serializable {

  /** Takes in a row. */
  void add(R row);

  /** Takes in all that another tally, of rows behind these, has taken in; returns this one. */
  T merge(T other);
}
