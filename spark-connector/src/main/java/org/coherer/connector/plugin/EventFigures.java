package org.coherer.connector.plugin;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.coherer.training.event.CheckpointCommitted;
import org.coherer.training.event.GradientsMeasured;
import org.coherer.training.event.RanksTimed;
import org.coherer.training.event.StepsTraced;
import org.coherer.training.event.TensorsMeasured;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory.Times;

/** Says which figures of a fit an event changes, by name, and to what. Holds no state. */
final class EventFigures implements TrainingEvent.Visitor<Map<String, Double>> {

  @Override
  public Map<String, Double> runStarted(TrainingEvent.RunStarted run) {
    return Map.of(
        FitFigure.WORKERS, (double) run.workers().size(),
        FitFigure.PARAMETERS, (double) run.parameterCount(),
        FitFigure.ROWS, (double) run.rows(),
        FitFigure.EPOCHS, (double) run.epochs(),
        FitFigure.STEPS_PER_EPOCH, (double) run.stepsPerEpoch(),
        FitFigure.EPOCH, 0.0,
        FitFigure.STEP, 0.0);
  }

  @Override
  public Map<String, Double> runResumed(TrainingEvent.RunResumed resumed) {
    return Map.of(
        FitFigure.EPOCH, (double) resumed.epoch(), FitFigure.STEP, (double) resumed.step() - 1);
  }

  @Override
  public Map<String, Double> progress(TrainingEvent.Progress progress) {
    return Map.of(
        FitFigure.EPOCH, (double) progress.epoch(),
        FitFigure.STEP, (double) progress.step(),
        FitFigure.LOSS, progress.loss(),
        FitFigure.ROWS_PER_SECOND, progress.rowsPerSecond(),
        FitFigure.SECONDS_LEFT, progress.secondsLeft());
  }

  @Override
  public Map<String, Double> stepSkipped(TrainingEvent.StepSkipped skipped) {
    return Map.of();
  }

  @Override
  public Map<String, Double> rolledBack(TrainingEvent.RolledBack back) {
    return Map.of(FitFigure.RATE_FACTOR, back.rateFactor());
  }

  @Override
  public Map<String, Double> epochCompleted(TrainingEvent.EpochCompleted epoch) {
    Map<String, Double> figures = new HashMap<>();
    figures.put(FitFigure.EPOCH, (double) epoch.epoch());
    figures.put(FitFigure.LOSS, epoch.loss());
    figures.put(FitFigure.EPOCH_LOSS, epoch.loss());
    figures.put(FitFigure.LEARNING_RATE, epoch.learningRate());
    figures.put(FitFigure.ROWS_PER_SECOND, epoch.rows() / epoch.seconds());
    figures.put(FitFigure.TOTAL_SECONDS, epoch.times().total());
    figures.put(FitFigure.DATA_SECONDS, epoch.times().data());
    figures.put(FitFigure.COMPUTE_SECONDS, epoch.times().compute());
    figures.put(FitFigure.EXCHANGE_SECONDS, epoch.times().exchange());
    figures.put(FitFigure.WAIT_SECONDS, epoch.times().waiting());
    // Whoever was slow in the epoch before need not be in this one: that comes in an event behind.
    figures.put(FitFigure.STRAGGLER_RANK, Double.NaN);
    figures.put(FitFigure.STRAGGLER_SECONDS, 0.0);
    return figures;
  }

  @Override
  public Map<String, Double> epochValidated(TrainingEvent.EpochValidated validated) {
    Map<String, Double> figures = new HashMap<>();
    figures.put(FitFigure.VALIDATION_LOSS, validated.loss());
    figures.put(FitFigure.VALIDATION_SECONDS, validated.seconds());
    validated
        .metrics()
        .forEach((name, value) -> figures.put(FitFigure.validationMetric(name), value));
    return figures;
  }

  @Override
  public Map<String, Double> ranksTimed(RanksTimed timed) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int rank = 0; rank < timed.ranks().size(); rank++) {
      Times times = timed.ranks().get(rank);
      figures.put(FitFigure.ofRank(rank, "data"), times.data());
      figures.put(FitFigure.ofRank(rank, "compute"), times.compute());
      figures.put(FitFigure.ofRank(rank, "exchange"), times.exchange());
      figures.put(FitFigure.ofRank(rank, "wait"), times.waiting());
    }
    return figures;
  }

  @Override
  public Map<String, Double> straggled(TrainingEvent.Straggled straggled) {
    return Map.of(
        FitFigure.STRAGGLER_RANK,
        (double) straggled.rank(),
        FitFigure.STRAGGLER_SECONDS,
        straggled.waitedSeconds());
  }

  @Override
  public Map<String, Double> stalenessMeasured(TrainingEvent.StalenessMeasured staleness) {
    return Map.of(
        FitFigure.STALENESS_MEAN,
        staleness.mean(),
        FitFigure.STALENESS_MOST,
        (double) staleness.most());
  }

  @Override
  public Map<String, Double> stepsTraced(StepsTraced traced) {
    return Map.of();
  }

  @Override
  public Map<String, Double> gradientsMeasured(GradientsMeasured gradients) {
    return Map.of(FitFigure.GRADIENT_NORM, gradients.norm());
  }

  @Override
  public Map<String, Double> tensorsMeasured(TensorsMeasured tensors) {
    return Map.of();
  }

  @Override
  public Map<String, Double> checkpointCommitted(CheckpointCommitted committed) {
    return Map.of(
        FitFigure.CHECKPOINT_EPOCHS,
        (double) committed.epochs(),
        FitFigure.CHECKPOINT_STEPS,
        (double) committed.steps(),
        FitFigure.CHECKPOINT_BYTES,
        (double) committed.bytes());
  }

  @Override
  public Map<String, Double> runEnded(TrainingEvent.RunEnded end) {
    return Map.of(FitFigure.SECONDS_LEFT, 0.0, FitFigure.BEST_EPOCH, (double) end.bestEpoch());
  }
}
