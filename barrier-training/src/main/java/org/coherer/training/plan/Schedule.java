package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;

/**
 * By what the learning rate is multiplied in the course of a run. The rate itself is the plan's, or
 * else that of the network's optimizers.
 *
 * <table>
 * <caption>The factor of step i, counted from 0, with s steps in an epoch, E epochs, a warm-up of w
 * steps, and e = floor(i / s) epochs completed</caption>
 * <tr><th>schedule</th><th>factor</th></tr>
 * <tr><td>constant</td><td>1</td></tr>
 * <tr><td>step</td><td>factor ^ floor(e / everyEpochs)</td></tr>
 * <tr><td>exponential</td><td>factor ^ e</td></tr>
 * <tr><td>cosine</td><td>f + (1 - f) (1 + cos(pi t)) / 2, f being finalFraction and t = (i - w) / (s
 * E - w), 0 in the warm-up</td></tr>
 * <tr><td>cosine of a logarithm</td><td>(1 - cos(2 pi log2(1 + (2^cycles - 1) i / (s E)))) / 2</td></tr>
 * <tr><td>each, in the warm-up</td><td>times (i + 1) / w</td></tr>
 * </table>
 *
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter, 2017</a>, equation 5, for
 *     the cosine
 * @see <a href="https://arxiv.org/abs/2407.04491">Holzmueller et al., 2024</a>, for the cosine of a
 *     logarithm
 * @see <a href="https://arxiv.org/abs/1706.02677">Goyal et al., 2017</a>, section 2.2, for the
 *     warm-up
 */
public sealed interface Schedule extends Serializable {

  /** The learning rate as it is, from the first step to the last. */
  Schedule CONSTANT = new Constant(Warmup.NONE);

  /** Returns how the run begins. */
  Warmup warmup();

  /**
   * Returns by what the learning rate of a step is multiplied.
   *
   * @param iteration optimizer steps made before, counted over all epochs
   * @param stepsPerEpoch above 0
   * @param epochs those of the whole run
   */
  double factor(long iteration, long stepsPerEpoch, int epochs);

  /**
   * The same all the time, after a warm-up.
   *
   * @param warmup how the run begins
   */
  record Constant(Warmup warmup) implements Schedule {

    /** Checks that there is a warm-up, if only that of no steps. */
    public Constant {
      Objects.requireNonNull(warmup, "warmup");
    }

    @Override
    public double factor(long iteration, long stepsPerEpoch, int epochs) {
      return warmup.factor(iteration, stepsPerEpoch);
    }
  }

  /**
   * Falls by a factor every few epochs.
   *
   * @param everyEpochs after how many epochs, again and again
   * @param factor by what the rate is then multiplied
   * @param warmup how the run begins
   */
  record Step(int everyEpochs, double factor, Warmup warmup) implements Schedule {

    /** Checks the numbers. */
    public Step {
      Objects.requireNonNull(warmup, "warmup");
      checkFactor(factor);
      if (everyEpochs < 1) {
        throw new IllegalArgumentException(
            "Invalid everyEpochs " + everyEpochs + " (must be at least 1)");
      }
    }

    @Override
    public double factor(long iteration, long stepsPerEpoch, int epochs) {
      long falls = iteration / stepsPerEpoch / everyEpochs;
      return warmup.factor(iteration, stepsPerEpoch) * Math.pow(factor, (double) falls);
    }
  }

  /**
   * Falls by a factor after each epoch.
   *
   * @param factor by what the rate is then multiplied
   * @param warmup how the run begins
   */
  record Exponential(double factor, Warmup warmup) implements Schedule {

    /** Checks the factor. */
    public Exponential {
      Objects.requireNonNull(warmup, "warmup");
      checkFactor(factor);
    }

    @Override
    public double factor(long iteration, long stepsPerEpoch, int epochs) {
      long falls = iteration / stepsPerEpoch;
      return warmup.factor(iteration, stepsPerEpoch) * Math.pow(factor, (double) falls);
    }
  }

  /**
   * Falls along half a cosine from the end of the warm-up to that of the run.
   *
   * @param finalFraction what would be left of the rate one step after the last
   * @param warmup how the run begins
   */
  record Cosine(double finalFraction, Warmup warmup) implements Schedule {

    /** Checks the fraction. */
    public Cosine {
      Objects.requireNonNull(warmup, "warmup");
      if (!(finalFraction >= 0 && finalFraction <= 1)) {
        throw new IllegalArgumentException(
            "Invalid finalFraction " + finalFraction + " (must be in [0, 1])");
      }
    }

    @Override
    public double factor(long iteration, long stepsPerEpoch, int epochs) {
      long first = warmup.steps(stepsPerEpoch);
      if (iteration < first) {
        return warmup.factor(iteration, stepsPerEpoch);
      }
      double done = (double) (iteration - first) / (stepsPerEpoch * epochs - first);
      return finalFraction + (1 - finalFraction) * (1 + Math.cos(Math.PI * done)) / 2;
    }
  }

  /**
   * Rises from 0 to the rate and falls to 0 again, several times, each time twice as long as the
   * time before; at 0 when the run ends.
   *
   * @param cycles how many times
   * @param warmup how the run begins
   */
  record CosineOfLogarithm(int cycles, Warmup warmup) implements Schedule {

    /** Checks the number of cycles. */
    public CosineOfLogarithm {
      Objects.requireNonNull(warmup, "warmup");
      if (cycles < 1 || cycles > 30) {
        throw new IllegalArgumentException("Invalid cycles " + cycles + " (must be from 1 to 30)");
      }
    }

    @Override
    public double factor(long iteration, long stepsPerEpoch, int epochs) {
      double done = (double) iteration / (stepsPerEpoch * epochs);
      double cycle = Math.log1p((Math.scalb(1.0, cycles) - 1) * done) / Math.log(2);
      return warmup.factor(iteration, stepsPerEpoch) * (1 - Math.cos(2 * Math.PI * cycle)) / 2;
    }
  }

  private static void checkFactor(double factor) {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("Invalid factor " + factor + " (must be in (0, 1])");
    }
  }

  /**
   * A rise of the learning rate, step by step along a line, to what the schedule says.
   *
   * @param count how many units it takes; 0 for none
   * @param unit what is counted
   */
  record Warmup(int count, Unit unit) implements Serializable {

    /** None: full speed from the first step on. */
    public static final Warmup NONE = new Warmup(0, Unit.STEPS);

    /** What the length of a warm-up is counted in. */
    public enum Unit {
      /** Optimizer steps. */
      STEPS,
      /** Passes over the data. */
      EPOCHS
    }

    /** Checks the count. */
    public Warmup {
      Objects.requireNonNull(unit, "unit");
      if (count < 0) {
        throw new IllegalArgumentException("Invalid warmup " + count + " (must be at least 0)");
      }
    }

    /** Returns how many steps it takes. */
    long steps(long stepsPerEpoch) {
      return unit == Unit.EPOCHS ? count * stepsPerEpoch : count;
    }

    private double factor(long iteration, long stepsPerEpoch) {
      long steps = steps(stepsPerEpoch);
      return iteration < steps ? (iteration + 1.0) / steps : 1;
    }
  }
}
