package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The transports that workers may use: {@code local} between threads of one process, {@code shm}
 * through shared memory between processes of one machine, {@code tcp} between any. Each pair of
 * workers uses the fastest that it has. If not set, {@code spark.coherer.transports} applies; its
 * default is all three.
 *
 * @param <S> the type of the stage
 */
public interface HasTransports<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam transports() {
    return new StringArrayParam(
        this,
        "transports",
        "transports that workers may use: any of local (threads of one process), shm (shared "
            + "memory of one machine), tcp; each pair uses the fastest that it has");
  }

  /** Returns the value. */
  default String[] getTransports() {
    return $(transports());
  }

  /** Sets the transports that workers may use: any of local, shm, tcp. */
  default S setTransports(String... value) {
    return Setter.set(this, transports(), value);
  }
}
