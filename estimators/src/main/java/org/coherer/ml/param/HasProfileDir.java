package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The folder, on any Hadoop file system, into which each fit writes the profile of the steps that
 * {@code profileSteps} names: a trace that Perfetto opens, and what bounds the steps, in words. If
 * not set, {@code spark.coherer.profileDir} applies.
 *
 * @param <S> the type of the stage
 */
public interface HasProfileDir<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> profileDir() {
    return new Param<>(
        this,
        "profileDir",
        "folder for the profile of the steps that profileSteps names, on any Hadoop file system that the driver reaches");
  }

  /** Returns the value. */
  default String getProfileDir() {
    return $(profileDir());
  }

  /** Sets the folder for profiles. */
  default S setProfileDir(String value) {
    return Setter.set(this, profileDir(), value);
  }
}
