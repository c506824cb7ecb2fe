package org.coherer.training.engine.dl4j.extension;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * An optimizer that steps at a multiple of its learning rate. So parts of a network learn at
 * different rates, and whatever replaces or schedules the rate keeps their ratios.
 *
 * <p>The factor multiplies what the optimizer would subtract; all of DL4J's that have a rate are
 * linear in it.
 */
public final class RateFactor implements IUpdater {

  private static final long serialVersionUID = 1L;

  private final IUpdater optimizer;
  private final double factor;
  private final double decayFactor;

  /**
   * Multiplies the rate of an optimizer.
   *
   * @param optimizer has the rate; none of this class
   * @param factor by what the rate is multiplied; above 0
   * @param decayFactor by what the weight decay of a step is multiplied, beside the rate and {@code
   *     factor}; at least 0
   */
  @JsonCreator
  public RateFactor(
      @JsonProperty("optimizer") IUpdater optimizer,
      @JsonProperty("factor") double factor,
      @JsonProperty("decayFactor") double decayFactor) {
    if (optimizer == null || optimizer instanceof RateFactor) {
      throw new IllegalArgumentException(
          "Invalid optimizer of a RateFactor: "
              + (optimizer == null ? "none" : "another RateFactor")
              + " (must be one of DL4J's)");
    }
    if (!(factor > 0 && factor < 1e30 && decayFactor >= 0 && decayFactor < 1e30)) {
      throw new IllegalArgumentException(
          "Invalid factor "
              + factor
              + " or decayFactor "
              + decayFactor
              + " (must be above 0, and at least 0)");
    }
    this.optimizer = optimizer;
    this.factor = factor;
    this.decayFactor = decayFactor;
  }

  /** Returns the optimizer whose rate is multiplied; one of another class is returned itself. */
  public static IUpdater plain(IUpdater optimizer) {
    return optimizer instanceof RateFactor multiplied ? multiplied.optimizer : optimizer;
  }

  /** Returns by what an optimizer multiplies the weight decay of its steps, beside its rate. */
  public static double decayFactorOf(IUpdater optimizer) {
    return optimizer instanceof RateFactor multiplied ? multiplied.decayFactor : 1;
  }

  /** Returns another optimizer with the factors, if any, of the one that it replaces. */
  public static IUpdater replacing(IUpdater before, IUpdater after) {
    return before instanceof RateFactor multiplied
        ? new RateFactor(after, multiplied.factor, multiplied.decayFactor)
        : after;
  }

  @Override
  public long stateSize(long parameters) {
    return optimizer.stateSize(parameters);
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray state, boolean initialize) {
    return new Multiplied(this, optimizer.instantiate(state, initialize));
  }

  @Override
  public GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
    return new Multiplied(this, optimizer.instantiate(state, initialize));
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return factor * optimizer.getLearningRate(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return optimizer.hasLearningRate();
  }

  /** Sets the rate that is multiplied. */
  @Override
  public void setLrAndSchedule(double rate, ISchedule schedule) {
    optimizer.setLrAndSchedule(rate, schedule);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // all that there is to copy has constructors
  public IUpdater clone() {
    return new RateFactor(optimizer.clone(), factor, decayFactor);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RateFactor that
        && optimizer.equals(that.optimizer)
        && factor == that.factor
        && decayFactor == that.decayFactor;
  }

  @Override
  public int hashCode() {
    return Objects.hash(optimizer, factor, decayFactor);
  }

  @Override
  public String toString() {
    return "RateFactor[" + factor + ", " + decayFactor + ", " + optimizer + "]";
  }

  /** Has the optimizer make its step, which is then multiplied. */
  private record Multiplied(RateFactor settings, GradientUpdater<?> steps)
      implements GradientUpdater<RateFactor> {

    @Override
    public RateFactor getConfig() {
      return settings;
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialize) {
      steps.setState(state, initialize);
    }

    @Override
    public Map<String, INDArray> getState() {
      return steps.getState();
    }

    @Override
    public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
      steps.setStateViewArray(view, shape, order, initialize);
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      steps.applyUpdater(gradient, iteration, epoch);
      if (settings.hasLearningRate()) {
        gradient.muli(settings.factor);
      }
    }
  }
}
