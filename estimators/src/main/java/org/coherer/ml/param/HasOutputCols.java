package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The output columns, one per output of the network, in their order; each a vector.
 *
 * @param <S> the type of the stage
 */
public interface HasOutputCols<S>
    extends Fluent<S>, org.apache.spark.ml.param.shared.HasOutputCols {

  /** Returns the Param. */
  @Override
  default StringArrayParam outputCols() {
    return new StringArrayParam(
        this, "outputCols", "names of the output columns, one per output of the network");
  }

  /** Returns the value. */
  @Override
  default String[] getOutputCols() {
    return $(outputCols());
  }

  /** Sets the output columns, one per output of the network. */
  default S setOutputCols(String... value) {
    return Setter.set(this, outputCols(), value);
  }

  /** Not to be called: Spark's trait would keep a Param here, and this one makes it anew. */
  @Override
  default void org$apache$spark$ml$param$shared$HasOutputCols$_setter_$outputCols_$eq(
      StringArrayParam param) {}
}
