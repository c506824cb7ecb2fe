package org.coherer.ml.fit;

import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.ClassifierParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.score.ParamChecks;
import org.coherer.training.plan.Clipping;
import org.coherer.training.plan.Controls;
import org.coherer.training.plan.OnDivergence;
import org.coherer.training.plan.Schedule;
import org.coherer.training.plan.Stopping;

/** Reads the controls of a training from the Params of an estimator. */
final class TrainingControls {

  private static final double STEP_DECAY = 0.1;
  private static final double EXPONENTIAL_DECAY = 0.95;
  private static final double COSINE_REST = 0;
  private static final int CYCLES = 4;

  private final TrainingParams<?> params;

  private TrainingControls(TrainingParams<?> params) {
    this.params = params;
  }

  /**
   * Returns the controls.
   *
   * @param validated whether there is to be a validation set
   * @throws IllegalArgumentException if there is no such schedule or calibration, if it does not
   *     ask for what is set, or if there are two ways of clipping
   */
  static Controls from(TrainingParams<?> params, boolean validated) {
    TrainingControls from = new TrainingControls(params);
    return new Controls(
        from.schedule(), from.clipping(), from.stopping(validated), from.calibrated());
  }

  private boolean calibrated() {
    if (!(params instanceof ClassifierParams<?> classifier)) {
      return false;
    }
    return switch (classifier.getCalibration()) {
      case "none" -> false;
      case "temperature" -> true;
      default ->
          throw new InvalidParamException(
              "Unknown calibration '"
                  + classifier.getCalibration()
                  + "' (must be none or temperature)",
              "calibration");
    };
  }

  private Schedule schedule() {
    checkDecayEpochs();
    Schedule.Warmup warmup =
        new Schedule.Warmup(params.getWarmupSteps(), Schedule.Warmup.Unit.STEPS);
    return switch (params.getLearningRateSchedule()) {
      case "constant" -> {
        checkNoDecay();
        yield new Schedule.Constant(warmup);
      }
      case "coslog4" -> {
        checkNoDecay();
        yield new Schedule.CosineOfLogarithm(CYCLES, warmup);
      }
      case "step" ->
          new Schedule.Step(
              params.getLearningRateDecayEpochs(), positive(decay(STEP_DECAY)), warmup);
      case "exponential" -> new Schedule.Exponential(positive(decay(EXPONENTIAL_DECAY)), warmup);
      case "cosine" -> new Schedule.Cosine(decay(COSINE_REST), warmup);
      default ->
          throw new InvalidParamException(
              "Unknown learningRateSchedule '"
                  + params.getLearningRateSchedule()
                  + "' (must be one of constant, step, exponential, cosine, coslog4)",
              "learningRateSchedule");
    };
  }

  private void checkDecayEpochs() {
    String schedule = params.getLearningRateSchedule();
    if (params.isSet(params.learningRateDecayEpochs()) && !schedule.equals("step")) {
      throw new InvalidParamException(
          "learningRateDecayEpochs is set and learningRateSchedule is "
              + schedule
              + " (only the schedule step asks for it; clear one of them)",
          "learningRateDecayEpochs",
          "learningRateSchedule");
    }
  }

  private double positive(double decay) {
    if (decay == 0) {
      throw new InvalidParamException(
          "Invalid learningRateDecay 0.0 of the schedule "
              + params.getLearningRateSchedule()
              + " (must be above 0; only cosine may end at 0)",
          "learningRateDecay",
          "learningRateSchedule");
    }
    return decay;
  }

  private void checkNoDecay() {
    if (params.isSet(params.learningRateDecay())) {
      throw new InvalidParamException(
          "learningRateDecay is set and learningRateSchedule is "
              + params.getLearningRateSchedule()
              + " (set it to step, exponential or cosine)",
          "learningRateDecay",
          "learningRateSchedule");
    }
  }

  private double decay(double otherwise) {
    return params.isSet(params.learningRateDecay()) ? params.getLearningRateDecay() : otherwise;
  }

  private Clipping clipping() {
    ParamChecks.exclusive(params, "gradientClippingNorm", "gradientClippingValue");
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
        InvalidParamException.naming(
            "onDivergence", () -> OnDivergence.named(params.getOnDivergence())));
  }
}
