package org.coherer.ml.param;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The ways on which workers may exchange gradients: {@code local} between threads of one process,
 * {@code shm} through shared memory between processes of one machine, {@code tcp} between any. Each
 * pair of workers takes the first of them that it can. If not set, {@code spark.coherer.transports}
 * holds, whose default is all three.
 */
public interface HasTransports extends Params {

  /** Returns the Param. */
  StringArrayParam transports();

  /** Returns the value. */
  default String[] getTransports() {
    return $(transports());
  }

  /** Creates the Param for a stage. */
  static StringArrayParam create(Params stage) {
    return new StringArrayParam(
        stage,
        "transports",
        "ways on which workers may exchange gradients: any of local (threads of one process), shm (shared memory of"
            + " one machine), tcp; each pair takes the first that it can"
            + " (if not set: spark.coherer.transports, or else all)");
  }
}
