package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/** Sets Params for the fluent setters, out of sight of those who use a stage. */
final class Setter {

  private Setter() {}

  /** Sets a Param and returns the stage. */
  @SuppressWarnings("unchecked") // a stage names itself as S
  static <S, T> S set(Fluent<S> stage, Param<T> param, T value) {
    stage.set(param, value);
    return (S) stage;
  }
}
