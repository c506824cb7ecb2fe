package org.coherer.training.saving;

import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.coherer.training.checkpoint.CheckpointStore;
import org.coherer.training.checkpoint.CheckpointWriter;
import org.coherer.training.checkpoint.SliceRole;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.CheckpointState;
import org.coherer.training.checkpoint.format.SliceReport;
import org.coherer.training.engine.Engines;
import org.coherer.training.loop.LoopState;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.recovery.Survivors;
import org.coherer.training.recovery.TrainedReplica;
import org.coherer.training.trainer.Checkpointing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the driver of a run that has failed for the process that keeps replicas of it: how far
 * they are; and writes the furthest as a checkpoint of one slice.
 *
 * @param survivors those of this process
 * @param run the run's token
 * @param plan what the run trains
 * @param settings where checkpoints are left; {@code null} for nowhere
 */
public record KeptReplicas(Survivors survivors, long run, TrainingPlan plan, Checkpointing settings)
    implements UnaryOperator<byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(KeptReplicas.class);

  @Override
  public byte[] apply(byte[] question) {
    if (KeptQuestion.asksPosition(question)) {
      return survivors
          .furthest(run)
          .map(state -> KeptQuestion.encode(KeptQuestion.Progress.of(state)))
          .orElseGet(KeptQuestion::nothing);
    }
    return KeptQuestion.asksSaving(question)
        .filter(attempt -> settings != null)
        .flatMap(this::save)
        .map(SliceReport::encode)
        .orElseGet(KeptQuestion::nothing);
  }

  private Optional<SliceReport> save(int attempt) {
    Optional<TrainedReplica> furthest = survivors.takeFurthest(run);
    if (furthest.isEmpty()) {
      return Optional.empty();
    }
    try (TrainedReplica kept = furthest.get()) {
      return Optional.of(save(kept, attempt));
    } catch (IOException
        | RuntimeException
        | Error e) { // Else the thread ends that frees the rest.
      LOG.warn("Cannot write what a rank has left as a checkpoint: {}", e.getMessage(), e);
      return Optional.empty();
    }
  }

  private SliceReport save(TrainedReplica kept, int attempt) throws IOException {
    long stateLength =
        Engines.of(plan.network().spec()).optimizerLayout(plan.replicaSettings()).stateLength();
    SavedVectors vectors =
        new SavedVectors(kept.replica(), new StateShare.Whole(stateLength, 0, 1), 0, 1);
    kept.replica().parameters().pull();
    kept.replica().optimizer().state().pull();
    LoopState state = kept.state();
    CheckpointStore store = settings.location().open();
    return CheckpointWriter.write(
        store,
        new SliceRole(settings.fingerprint(), 0, 1),
        new CheckpointId(KeptQuestion.Progress.of(state).place(), run, attempt),
        new CheckpointState(
            vectors.all(kept.copies()),
            new SavedState(state, Optional.empty()).encode(),
            SavedState.isOfBest(state)),
        vectors.mine(kept.copies()));
  }
}
