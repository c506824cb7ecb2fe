package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * Which of {@code featuresCols} hold categories though they are numbers. Texts always are
 * categories, and so are the numbers of a StringIndexer.
 *
 * @param <S> the type of the stage
 */
public interface HasCategoricalCols<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam categoricalCols() {
    return new StringArrayParam(
        this,
        "categoricalCols",
        "names of those among featuresCols whose numbers are categories; texts always are");
  }

  /** Returns the value. */
  default String[] getCategoricalCols() {
    return $(categoricalCols());
  }

  /** Sets which of featuresCols hold categories though they are numbers. */
  default S setCategoricalCols(String... value) {
    return Setter.set(this, categoricalCols(), value);
  }
}
