package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The optimizer steps of which each worker says where their time goes, as {@code first-last},
 * counted from 1 over all epochs, such as {@code 101-120}. The first hundred steps of a process are
 * slower than the others, since the JVM still compiles. If not set, {@code
 * spark.coherer.profileSteps} applies; without one, no step is traced. Goes together with {@code
 * profileDir}.
 *
 * @param <S> the type of the stage
 */
public interface HasProfileSteps<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> profileSteps() {
    return new Param<>(
        this,
        "profileSteps",
        "optimizer steps to profile, first-last counted from 1 over all epochs, such as 101-120 (at most 1000 steps); needs profileDir");
  }

  /** Returns the value. */
  default String getProfileSteps() {
    return $(profileSteps());
  }

  /** Sets the steps, as {@code first-last}. */
  default S setProfileSteps(String value) {
    return Setter.set(this, profileSteps(), value);
  }
}
