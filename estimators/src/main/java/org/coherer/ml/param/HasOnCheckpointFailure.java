package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * What becomes of a fit when a checkpoint cannot be written: {@code warn} has it go on without that
 * checkpoint, {@code fail} ends it. If not set, {@code spark.coherer.onCheckpointFailure} applies;
 * its default is warn.
 *
 * @param <S> the type of the stage
 */
public interface HasOnCheckpointFailure<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> onCheckpointFailure() {
    return new Param<>(
        this,
        "onCheckpointFailure",
        "what becomes of a fit when a checkpoint cannot be written: warn (it goes on without that one) or fail");
  }

  /** Returns the value. */
  default String getOnCheckpointFailure() {
    return $(onCheckpointFailure());
  }

  /** Sets what becomes of a fit when a checkpoint cannot be written: warn or fail. Default warn. */
  default S setOnCheckpointFailure(String value) {
    return Setter.set(this, onCheckpointFailure(), value);
  }
}
