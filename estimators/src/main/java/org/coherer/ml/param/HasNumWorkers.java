package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The number of workers, each a barrier task with a replica of the network; 0 for every slot of the
 * cluster.
 *
 * @param <S> the type of the stage
 */
public interface HasNumWorkers<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam numWorkers() {
    return new IntParam(
        this,
        "numWorkers",
        "number of workers, each a barrier task with a replica of the network; 0 for every slot of the cluster (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getNumWorkers() {
    return (int) $(numWorkers());
  }

  /** Sets the number of workers. Default 0: every slot of the cluster. */
  default S setNumWorkers(int value) {
    return Setter.set(this, numWorkers(), value);
  }
}
