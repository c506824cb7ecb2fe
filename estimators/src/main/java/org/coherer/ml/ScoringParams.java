package org.coherer.ml;

import org.coherer.connector.column.InvalidPolicy;
import org.coherer.ml.param.HasHandleInvalid;
import org.coherer.ml.param.HasInferenceBatchSize;
import org.coherer.ml.param.HasInputOffset;
import org.coherer.ml.param.HasInputScale;
import org.coherer.training.data.Rescaling;

/**
 * The Params that every estimator and every model has: what becomes of values on their way into a
 * network.
 *
 * @param <S> the type of the stage
 */
public interface ScoringParams<S>
    extends HasInputScale<S>, HasInputOffset<S>, HasHandleInvalid<S>, HasInferenceBatchSize<S> {

  /** Sets the defaults of these Params; a constructor calls it. */
  default void setScoringDefaults() {
    setDefault(inputScale(), 1.0);
    setDefault(inputOffset(), 0.0);
    setDefault(handleInvalid(), InvalidPolicy.ERROR.text());
    setDefault(inferenceBatchSize(), 0);
  }

  /** Returns what becomes of every value. */
  default Rescaling rescaling() {
    return new Rescaling((float) getInputScale(), (float) getInputOffset());
  }

  /** Returns what becomes of rows that the network cannot take. */
  default InvalidPolicy invalidPolicy() {
    return InvalidPolicy.named(getHandleInvalid());
  }
}
