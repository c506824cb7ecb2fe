package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The ways on which workers may exchange gradients: {@code local} between threads of one process,
 * {@code shm} through shared memory between processes of one machine, {@code tcp} between any. Each
 * pair of workers takes the first of them that it can. If not set, {@code spark.coherer.transports}
 * holds, whose default is all three.
 *
 * @param <S> the type of the stage
 */
public interface HasTransports<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam transports() {
    return new StringArrayParam(
        this,
        "transports",
        "ways on which workers may exchange gradients: any of local (threads of one process), shm (shared memory of"
            + " one machine), tcp; each pair takes the first that it can");
  }

  /** Returns the value. */
  default String[] getTransports() {
    return $(transports());
  }

  /** Sets the ways on which workers may exchange gradients: any of local, shm, tcp. */
  default S setTransports(String... value) {
    return with(transports(), value);
  }
}
