package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * How the workers train together. {@code allReduce}: in every step they sum their gradients, in
 * barrier tasks. {@code averaging}: each makes {@code averagingSteps} steps of its own, then they
 * average what these have made of the parameters; less is sent, and the result is another one.
 * {@code local}: one worker, in a task of an ordinary stage, also where Spark refuses barrier
 * stages. If not set, {@code spark.coherer.trainer} applies; its default is allReduce.
 *
 * @param <S> the type of the stage
 */
public interface HasTrainer<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> trainer() {
    return new Param<>(
        this,
        "trainer",
        "how the workers train together: allReduce (in every step, they sum gradients), averaging (each "
            + "makes steps of its own, and now and then they average parameters), or local (one worker, in "
            + "an ordinary task)");
  }

  /** Returns the value. */
  default String getTrainer() {
    return $(trainer());
  }

  /** Sets the trainer: allReduce, averaging or local. Default allReduce. */
  default S setTrainer(String value) {
    return Setter.set(this, trainer(), value);
  }
}
