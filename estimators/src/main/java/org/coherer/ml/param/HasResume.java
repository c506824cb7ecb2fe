package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * Whether a fit resumes from a checkpoint in {@code checkpointDir}: {@code auto} if there is one of
 * the same network, rows and Params, {@code never}, or {@code required}, with which it fails if
 * there is none. If not set, {@code spark.coherer.resume} applies; its default is auto.
 *
 * @param <S> the type of the stage
 */
public interface HasResume<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> resume() {
    return new Param<>(
        this,
        "resume",
        "whether a fit resumes from a checkpoint in checkpointDir: auto (if there is one of the "
            + "same network, rows and Params), never, or required");
  }

  /** Returns the value. */
  default String getResume() {
    return $(resume());
  }

  /** Sets whether a fit resumes: auto, never or required. Default auto. */
  default S setResume(String value) {
    return Setter.set(this, resume(), value);
  }
}
