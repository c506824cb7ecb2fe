package org.coherer.ml.param;

/**
 * The Params of checkpoints, which every estimator has.
 *
 * @param <S> the type of the estimator
 */
public interface CheckpointParams<S>
    extends HasCheckpointDir<S>,
        HasCheckpointEpochs<S>,
        HasCheckpointSteps<S>,
        HasCheckpointSeconds<S>,
        HasCheckpointsToKeep<S>,
        HasOnCheckpointFailure<S>,
        HasResume<S> {}
