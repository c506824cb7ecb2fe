package org.coherer.training.network.layer;

import org.coherer.training.network.Parameter;
import org.coherer.training.network.Passing;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Memory;
import org.coherer.training.network.memory.Sums;

/**
 * Batch normalization: shifts and scales each channel to mean 0 and variance 1 over a batch, then
 * by learned parameters (Ioffe and Szegedy, "Batch Normalization", 2015). In inference mode it uses
 * the running mean and variance of the training batches.
 *
 * <p>The "gradients" of the running mean and variance are the amounts to subtract from them.
 */
public final class BatchNormalization implements Passing {

  /** The representation of the running variance. */
  public enum Tracked {
    /** The variance itself. */
    VARIANCE,
    /** The decimal logarithm of its square root. */
    LOG10_DEVIATION
  }

  /**
   * The settings that are not learned.
   *
   * @param decay the decay of the running mean and variance per step
   * @param epsilon added to variances
   * @param scale the factor of every channel if scales are not learned
   * @param shift the offset of every channel if shifts are not learned
   */
  public record Settings(double decay, double epsilon, float scale, float shift) {}

  private final Shape shape;
  private final Channel channel;
  private final Settings settings;
  private final Parameter scales;
  private final Parameter shifts;
  private final Parameter means;
  private final Parameter variances;
  private final Tracked tracked;
  private final double[] batchMeans;
  private final double[] batchVariances;
  private float[] x = new float[0];
  private float[] g = new float[0];

  /**
   * Creates the layer.
   *
   * @param scales one per channel, or null; likewise the shifts
   * @param variances the running variances, in the representation of {@code tracked}
   */
  public BatchNormalization(
      Shape shape,
      Settings settings,
      Parameter scales,
      Parameter shifts,
      Parameter means,
      Parameter variances,
      Tracked tracked) {
    this.shape = shape;
    this.channel = new Channel(shape);
    this.settings = settings;
    this.scales = scales;
    this.shifts = shifts;
    this.means = means;
    this.variances = variances;
    this.tracked = tracked;
    this.batchMeans = new double[shape.size()];
    this.batchVariances = new double[shape.size()];
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public void reserve(int rows, boolean training) {
    x = new float[channel.length(rows)];
    g = new float[training ? x.length : 0];
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    int count = channel.length(rows);
    for (int c = 0; c < shape.size(); c++) {
      channel.read(inputs[0], c, rows, x);
      double mean = at(means, c);
      double variance = runningVariance(c);
      if (training) {
        mean = Sums.of(x, count) / count;
        variance = variance(mean, count);
        batchMeans[c] = mean;
        batchVariances[c] = variance;
      }
      double factor = scale(c) / Math.sqrt(variance + settings.epsilon());
      float times = (float) factor;
      float center = (float) mean;
      float plus = shifts == null ? settings.shift() : at(shifts, c);
      for (int i = 0; i < count; i++) {
        x[i] = (x[i] - center) * times + plus;
      }
      channel.write(values, c, rows, x);
    }
  }

  private double variance(double mean, int count) {
    float center = (float) mean;
    for (int i = 0; i < count; i++) {
      x[i] -= center;
    }
    double variance = Sums.ofProducts(x, x, count) / count;
    for (int i = 0; i < count; i++) {
      x[i] += center;
    }
    return variance;
  }

  private float scale(int c) {
    return scales == null ? settings.scale() : at(scales, c);
  }

  private static float at(Parameter parameter, int c) {
    return parameter.values().buffer().get(c);
  }

  private double runningVariance(int c) {
    double kept = at(variances, c);
    return tracked == Tracked.VARIANCE ? kept : Math.pow(10, 2 * kept);
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    int count = channel.length(rows);
    for (int c = 0; c < shape.size(); c++) {
      track(c);
      channel.read(inputs[0], c, rows, x);
      channel.read(gradient, c, rows, g);
      float center = (float) batchMeans[c];
      float times = (float) (1 / Math.sqrt(batchVariances[c] + settings.epsilon()));
      for (int i = 0; i < count; i++) {
        x[i] = (x[i] - center) * times;
      }
      double sum = Sums.of(g, count);
      double product = Sums.ofProducts(g, x, count);
      if (scales != null) {
        scales.gradients().buffer().put(c, (float) product);
        shifts.gradients().buffer().put(c, (float) sum);
      }
      if (inputGradients[0] != null) {
        float meanGradient = (float) (sum / count);
        float slope = (float) (product / count);
        float factor = scale(c) * times;
        for (int i = 0; i < count; i++) {
          g[i] = (g[i] - meanGradient - slope * x[i]) * factor;
        }
        channel.write(inputGradients[0], c, rows, g);
      }
    }
  }

  /** {@inheritDoc} With the running variance, the layer scales each channel by a factor. */
  @Override
  public void pass(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] == null) {
      return;
    }
    int count = channel.length(rows);
    for (int c = 0; c < shape.size(); c++) {
      channel.read(gradient, c, rows, x);
      float factor = (float) (scale(c) / Math.sqrt(runningVariance(c) + settings.epsilon()));
      for (int i = 0; i < count; i++) {
        x[i] *= factor;
      }
      channel.write(inputGradients[0], c, rows, x);
    }
  }

  /** Sets the updates of the running mean and variance towards those of the batch. */
  private void track(int c) {
    double fresh = 1 - settings.decay();
    means.gradients().buffer().put(c, (float) (fresh * (at(means, c) - batchMeans[c])));
    double before = runningVariance(c);
    double change = fresh * (before - batchVariances[c]);
    if (tracked == Tracked.LOG10_DEVIATION) {
      change = Math.log10(before / (before - change)) / 2;
    }
    variances.gradients().buffer().put(c, (float) change);
  }
}
