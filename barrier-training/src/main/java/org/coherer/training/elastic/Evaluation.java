package org.coherer.training.elastic;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.coherer.training.calibration.Calibration;
import org.coherer.training.calibration.TemperatureFit;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory.ValidationResult;
import org.coherer.training.loop.Validation;
import org.coherer.training.plan.TrainingPlan;

/** What the validation set says of what the servers hold. */
final class Evaluation {

  private final TrainingPlan plan;
  private final ElasticServers servers;
  private final WorkerJobs jobs;

  Evaluation(TrainingPlan plan, ElasticServers servers, WorkerJobs jobs) {
    this.plan = plan;
    this.servers = servers;
    this.jobs = jobs;
  }

  /**
   * What the validation set says after an epoch.
   *
   * @param diverged whether its loss is not finite
   */
  record Validated(TrainingEvent.EpochValidated event, boolean diverged) {

    ValidationResult result() {
      return new ValidationResult(event.loss(), event.metrics());
    }
  }

  /** Evaluates an epoch, if there is a validation set. */
  Optional<Validated> after(int epoch) throws InterruptedException, ExecutionException {
    if (!plan.data().validated()) {
      return Optional.empty();
    }
    long begun = System.nanoTime();
    double[] sums = Sums.of(evaluate(epoch, false), Work.Done::validation);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return Optional.of(
        new Validated(
            Validation.result(plan.data().layout().target(), epoch, sums, seconds),
            Validation.hasDiverged(sums)));
  }

  /** Finds the temperature of a classifier. */
  Calibration calibrate(int epoch) throws InterruptedException, ExecutionException {
    TemperatureFit fit = new TemperatureFit(plan.data().layout().target().length());
    double[] sums = Sums.of(evaluate(epoch, true), Work.Done::calibration);
    System.arraycopy(sums, 0, fit.sums(), 0, sums.length);
    return fit.best();
  }

  private List<Work.Done> evaluate(int epoch, boolean calibrating)
      throws InterruptedException, ExecutionException {
    return servers.during(
        client -> jobs.run(new Work.Validate(epoch, calibrating), () -> {}, () -> 0), () -> {});
  }
}
