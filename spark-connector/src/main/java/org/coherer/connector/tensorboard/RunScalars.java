package org.coherer.connector.tensorboard;

import java.util.Map;
import java.util.TreeMap;
import org.coherer.training.event.CheckpointCommitted;
import org.coherer.training.event.GradientsMeasured;
import org.coherer.training.event.RanksTimed;
import org.coherer.training.event.StepsTraced;
import org.coherer.training.event.TensorsMeasured;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory.Times;

/**
 * Finds the numbers of each event by the tags that TensorBoard shows them under, and keeps where
 * the run stands. One thread at a time.
 */
final class RunScalars implements TrainingEvent.Visitor<Map<String, Double>> {

  private static final Map<String, Double> NONE = Map.of();

  private long stepsPerEpoch;
  private long step;

  /** Returns the optimizer steps since the start of the run, that of the last event included. */
  long step() {
    return step;
  }

  private long stepsUntil(int epoch, long stepOfEpoch) {
    return Math.max(0, epoch - 1L) * stepsPerEpoch + stepOfEpoch;
  }

  @Override
  public Map<String, Double> runStarted(TrainingEvent.RunStarted run) {
    stepsPerEpoch = run.stepsPerEpoch();
    return NONE;
  }

  @Override
  public Map<String, Double> runResumed(TrainingEvent.RunResumed resumed) {
    step = stepsUntil(resumed.epoch(), resumed.step());
    return NONE;
  }

  @Override
  public Map<String, Double> progress(TrainingEvent.Progress progress) {
    step = stepsUntil(progress.epoch(), progress.step());
    return Map.of(
        "loss/within_epochs",
        progress.loss(),
        "rows_per_second/within_epochs",
        progress.rowsPerSecond());
  }

  @Override
  public Map<String, Double> stepSkipped(TrainingEvent.StepSkipped skipped) {
    step = stepsUntil(skipped.epoch(), skipped.step());
    return NONE;
  }

  @Override
  public Map<String, Double> rolledBack(TrainingEvent.RolledBack back) {
    step = stepsUntil(back.epoch(), 1);
    return NONE;
  }

  @Override
  public Map<String, Double> epochCompleted(TrainingEvent.EpochCompleted epoch) {
    step = stepsUntil(epoch.epoch(), stepsPerEpoch);
    Map<String, Double> found = new TreeMap<>();
    found.put("loss/training", epoch.loss());
    if (!Double.isNaN(epoch.learningRate())) {
      found.put("optimizer/learning_rate", epoch.learningRate());
    }
    if (epoch.skippedSteps() > 0) {
      found.put("optimizer/skipped_steps", (double) epoch.skippedSteps());
    }
    if (epoch.seconds() > 0) {
      found.put("rows_per_second/epoch", epoch.rows() / epoch.seconds());
    }
    Times times = epoch.times();
    found.put("seconds/epoch", times.total());
    found.put("seconds/data", times.data());
    found.put("seconds/compute", times.compute());
    found.put("seconds/exchange", times.exchange());
    found.put("seconds/waiting", times.waiting());
    return found;
  }

  @Override
  public Map<String, Double> epochValidated(TrainingEvent.EpochValidated validated) {
    step = stepsUntil(validated.epoch(), stepsPerEpoch);
    Map<String, Double> found = new TreeMap<>();
    found.put("loss/validation", validated.loss());
    found.put("seconds/validation", validated.seconds());
    validated.metrics().forEach((name, value) -> found.put("metrics/" + name, value));
    return found;
  }

  @Override
  public Map<String, Double> stalenessMeasured(TrainingEvent.StalenessMeasured staleness) {
    step = stepsUntil(staleness.epoch(), stepsPerEpoch);
    return Map.of(
        "staleness/mean",
        staleness.mean(),
        "staleness/most",
        (double) staleness.most(),
        "staleness/most_steps_ahead",
        (double) staleness.mostStepsAhead());
  }

  @Override
  public Map<String, Double> gradientsMeasured(GradientsMeasured gradients) {
    step = stepsUntil(gradients.epoch(), gradients.step());
    return Map.of("optimizer/gradient_norm", gradients.norm());
  }

  /** Histograms are no scalars: {@link Histograms} has them. */
  @Override
  public Map<String, Double> tensorsMeasured(TensorsMeasured tensors) {
    step = stepsUntil(tensors.epoch(), tensors.step());
    return NONE;
  }

  @Override
  public Map<String, Double> ranksTimed(RanksTimed timed) {
    return NONE;
  }

  @Override
  public Map<String, Double> straggled(TrainingEvent.Straggled straggled) {
    return NONE;
  }

  @Override
  public Map<String, Double> stepsTraced(StepsTraced traced) {
    return NONE;
  }

  @Override
  public Map<String, Double> checkpointCommitted(CheckpointCommitted committed) {
    return NONE;
  }

  @Override
  public Map<String, Double> runEnded(TrainingEvent.RunEnded end) {
    return NONE;
  }
}
