package org.coherer.ml;

import org.coherer.training.plan.Clipping;
import org.coherer.training.plan.Controls;
import org.coherer.training.plan.Schedule;
import org.coherer.training.plan.Stopping;

/** How training is steered, as the Params of an estimator say. */
final class ChosenControls {

  private static final double STEP_DECAY = 0.1;
  private static final double EXPONENTIAL_DECAY = 0.95;
  private static final double COSINE_REST = 0;

  private final TrainingParams<?> params;

  private ChosenControls(TrainingParams<?> params) {
    this.params = params;
  }

  /**
   * Returns the controls.
   *
   * @param validated whether there are to be rows for validation
   * @throws IllegalArgumentException if there is no such schedule, if it does not ask for what is
   *     set, or if there are two ways of clipping
   */
  static Controls of(TrainingParams<?> params, boolean validated) {
    ChosenControls chosen = new ChosenControls(params);
    return new Controls(chosen.schedule(), chosen.clipping(), chosen.stopping(validated));
  }

  private Schedule schedule() {
    checkDecayEpochs();
    Schedule.Warmup warmup =
        new Schedule.Warmup(params.getWarmupSteps(), Schedule.Warmup.Unit.STEPS);
    return switch (params.getLearningRateSchedule()) {
      case "constant" -> constant(warmup);
      case "step" ->
          new Schedule.Step(
              params.getLearningRateDecayEpochs(), positive(decay(STEP_DECAY)), warmup);
      case "exponential" -> new Schedule.Exponential(positive(decay(EXPONENTIAL_DECAY)), warmup);
      case "cosine" -> new Schedule.Cosine(decay(COSINE_REST), warmup);
      default ->
          throw new IllegalArgumentException(
              "Unknown learningRateSchedule '"
                  + params.getLearningRateSchedule()
                  + "' (must be one of constant, step, exponential, cosine)");
    };
  }

  private void checkDecayEpochs() {
    String schedule = params.getLearningRateSchedule();
    if (params.isSet(params.learningRateDecayEpochs()) && !schedule.equals("step")) {
      throw new IllegalArgumentException(
          "learningRateDecayEpochs is set and learningRateSchedule is "
              + schedule
              + " (only the schedule step asks for it; clear one of them)");
    }
  }

  private double positive(double decay) {
    if (decay == 0) {
      throw new IllegalArgumentException(
          "Invalid learningRateDecay 0.0 of the schedule "
              + params.getLearningRateSchedule()
              + " (must be above 0; only cosine may end at 0)");
    }
    return decay;
  }

  private Schedule constant(Schedule.Warmup warmup) {
    if (params.isSet(params.learningRateDecay())) {
      throw new IllegalArgumentException(
          "learningRateDecay is set and learningRateSchedule is constant (set it to step, exponential or cosine)");
    }
    return new Schedule.Constant(warmup);
  }

  private double decay(double otherwise) {
    return params.isSet(params.learningRateDecay()) ? params.getLearningRateDecay() : otherwise;
  }

  private Clipping clipping() {
    Alternatives.check(params, "gradientClippingNorm", "gradientClippingValue");
    boolean norm = params.isSet(params.gradientClippingNorm());
    boolean value = params.isSet(params.gradientClippingValue());
    if (norm) {
      return new Clipping.ByNorm(params.getGradientClippingNorm());
    }
    return value ? new Clipping.ByValue(params.getGradientClippingValue()) : Clipping.NONE;
  }

  private Stopping stopping(boolean validated) {
    boolean loss = params.getMonitor().equals(Stopping.LOSS);
    return new Stopping(
        params.getEarlyStoppingPatience(),
        params.getMinDelta(),
        loss && !validated ? Stopping.TRAINING_LOSS : params.getMonitor(),
        params.getRestoreBest(),
        params.getMaxSeconds(),
        params.getTerminateOnNaN());
  }
}
