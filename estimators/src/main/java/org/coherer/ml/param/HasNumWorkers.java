package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * The number of workers, each a barrier task with a replica of the network. 0 takes every slot of
 * the cluster.
 */
public interface HasNumWorkers extends Params {

  /** Returns the Param. */
  IntParam numWorkers();

  /** Returns the value. */
  default int getNumWorkers() {
    return (int) $(numWorkers());
  }

  /** Creates the Param for a stage. */
  static IntParam create(Params stage) {
    return new IntParam(
        stage,
        "numWorkers",
        "number of workers, each a barrier task with a replica of the network; 0 takes every slot (>= 0)",
        ParamValidators.gtEq(0));
  }
}
