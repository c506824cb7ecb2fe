package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The input columns, one per input of the network, in their order; each of any type that features
 * may have.
 *
 * @param <S> the type of the stage
 */
public interface HasInputCols<S> extends Fluent<S>, org.apache.spark.ml.param.shared.HasInputCols {

  /** Returns the Param. */
  @Override
  default StringArrayParam inputCols() {
    return new StringArrayParam(
        this, "inputCols", "names of the input columns, one per input of the network");
  }

  /** Returns the value. */
  @Override
  default String[] getInputCols() {
    return $(inputCols());
  }

  /** Sets the input columns, one per input of the network. */
  default S setInputCols(String... value) {
    return Setter.set(this, inputCols(), value);
  }

  /** Not to be called: Spark's trait would keep a Param here, and this one makes it anew. */
  @Override
  default void org$apache$spark$ml$param$shared$HasInputCols$_setter_$inputCols_$eq(
      StringArrayParam param) {}
}
