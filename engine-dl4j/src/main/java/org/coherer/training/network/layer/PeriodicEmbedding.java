package org.coherer.training.network.layer;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.coherer.training.network.Layer;
import org.coherer.training.network.Parameter;
import org.coherer.training.network.Shape;
import org.coherer.training.network.function.Waves;
import org.coherer.training.network.memory.Memory;
import org.coherer.training.network.memory.Sums;

/**
 * Embeds each feature of a row by waves of it, and scales all that results. A feature {@code x}
 * becomes {@code scale x} and, for each mixture, {@code scale (sum over waves of mixture cos(2 pi
 * frequency x + phase) + offset)}.
 *
 * <p>The loops go feature by feature and wave by wave over the rows of a block, whose numbers are
 * beside each other in arrays: the JIT compiler vectorizes them, however few features there are.
 */
public final class PeriodicEmbedding implements Layer {

  private static final float TWO_PI = (float) (2 * Math.PI);

  /** The arrays of a block fit into a first-level cache. */
  private static final int ROWS = 256;

  /**
   * The parameters.
   *
   * @param frequency [feature][wave]
   * @param phase [feature][wave]
   * @param mixture [mixture][feature][wave]
   * @param offset [mixture][feature]
   * @param scale one for each number of an output row: all features, then their first mixtures, and
   *     so on
   */
  public record Parameters(
      Parameter frequency, Parameter phase, Parameter mixture, Parameter offset, Parameter scale) {}

  private final int features;
  private final int waves;
  private final int mixtures;
  private final Parameters parameters;
  private final Shape output;
  private final float[] x = new float[ROWS];
  private final float[] cosines = new float[ROWS];
  private final float[] sines = new float[ROWS];
  private final float[] slopes = new float[ROWS];
  private final float[] inputs = new float[ROWS];

  /** The sums of each mixture, or the gradients of its outputs, over the rows of a block. */
  private final float[][] mixed;

  /** Creates the layer. */
  public PeriodicEmbedding(int features, int waves, int mixtures, Parameters parameters) {
    this.features = features;
    this.waves = waves;
    this.mixtures = mixtures;
    this.parameters = parameters;
    this.output = Shape.vector(features * (mixtures + 1));
    this.mixed = new float[mixtures][ROWS];
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Memory[] in, Memory out, int rows, boolean training) {
    for (int from = 0; from < rows; from += ROWS) {
      int count = Math.min(ROWS, rows - from);
      for (int feature = 0; feature < features; feature++) {
        column(in[0], features, from, feature, x, count);
        forward(out, from, feature, count);
      }
    }
  }

  private void forward(Memory out, int from, int feature, int count) {
    FloatBuffer scale = parameters.scale().values().buffer();
    write(out, output.size(), from, feature, x, scale.get(feature), count);
    for (int k = 0; k < mixtures; k++) {
      float offset = parameters.offset().values().buffer().get(k * features + feature);
      Arrays.fill(mixed[k], 0, count, offset);
    }
    for (int wave = 0; wave < waves; wave++) {
      swing(feature * waves + wave, count);
      for (int k = 0; k < mixtures; k++) {
        add(mixed[k], mixture(k, feature, wave), cosines, count);
      }
    }
    for (int k = 0; k < mixtures; k++) {
      int at = (k + 1) * features + feature;
      write(out, output.size(), from, at, mixed[k], scale.get(at), count);
    }
  }

  @Override
  public void backward(
      Memory[] in, Memory out, Memory gradient, Memory[] inputGradients, int rows) {
    parameters.frequency().gradients().clear(features * waves);
    parameters.phase().gradients().clear(features * waves);
    parameters.mixture().gradients().clear(mixtures * features * waves);
    parameters.offset().gradients().clear(mixtures * features);
    parameters.scale().gradients().clear(output.size());
    for (int from = 0; from < rows; from += ROWS) {
      int count = Math.min(ROWS, rows - from);
      for (int feature = 0; feature < features; feature++) {
        column(in[0], features, from, feature, x, count);
        backward(gradient, from, feature, count);
        if (inputGradients[0] != null) {
          write(inputGradients[0], features, from, feature, inputs, 1, count);
        }
      }
    }
  }

  /** Adds to the gradients of parameters, and sets those of inputs. */
  private void backward(Memory gradient, int from, int feature, int count) {
    FloatBuffer scale = parameters.scale().values().buffer();
    column(gradient, output.size(), from, feature, inputs, count);
    add(parameters.scale(), feature, Sums.ofProducts(inputs, x, count));
    multiply(inputs, scale.get(feature), count);
    for (int k = 0; k < mixtures; k++) {
      int at = (k + 1) * features + feature;
      int place = k * features + feature;
      column(gradient, output.size(), from, at, mixed[k], count);
      double sum = Sums.of(mixed[k], count);
      add(parameters.scale(), at, parameters.offset().values().buffer().get(place) * sum);
      add(parameters.offset(), place, scale.get(at) * sum);
    }
    for (int wave = 0; wave < waves; wave++) {
      swing(feature * waves + wave, count);
      throughMixtures(feature, wave, count);
      throughAngle(feature * waves + wave, count);
    }
  }

  /** Adds to the gradients of mixtures and scales, and finds those of a wave's cosines. */
  private void throughMixtures(int feature, int wave, int count) {
    Arrays.fill(slopes, 0, count, 0f);
    for (int k = 0; k < mixtures; k++) {
      int at = (k + 1) * features + feature;
      float mixture = mixture(k, feature, wave);
      float scale = parameters.scale().values().buffer().get(at);
      double sum = Sums.ofProducts(mixed[k], cosines, count);
      add(parameters.mixture(), (k * features + feature) * waves + wave, scale * sum);
      add(parameters.scale(), at, mixture * sum);
      add(slopes, scale * mixture, mixed[k], count);
    }
  }

  private void throughAngle(int place, int count) {
    for (int i = 0; i < count; i++) {
      slopes[i] *= -sines[i];
    }
    float frequency = parameters.frequency().values().buffer().get(place);
    add(parameters.phase(), place, Sums.of(slopes, count));
    add(parameters.frequency(), place, TWO_PI * Sums.ofProducts(slopes, x, count));
    add(inputs, TWO_PI * frequency, slopes, count);
  }

  /** Computes the cosines and sines of one wave. */
  private void swing(int place, int count) {
    float frequency = TWO_PI * parameters.frequency().values().buffer().get(place);
    float phase = parameters.phase().values().buffer().get(place);
    for (int i = 0; i < count; i++) {
      cosines[i] = frequency * x[i] + phase;
    }
    Waves.cosinesAndSines(cosines, sines, count);
  }

  private float mixture(int k, int feature, int wave) {
    return parameters.mixture().values().buffer().get((k * features + feature) * waves + wave);
  }

  private static void add(float[] sums, float factor, float[] values, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += factor * values[i];
    }
  }

  private static void multiply(float[] values, float factor, int count) {
    for (int i = 0; i < count; i++) {
      values[i] *= factor;
    }
  }

  private static void add(Parameter parameter, int at, double value) {
    FloatBuffer gradients = parameter.gradients().buffer();
    gradients.put(at, (float) (gradients.get(at) + value));
  }

  private static void column(
      Memory memory, int width, int from, int column, float[] into, int count) {
    FloatBuffer rows = memory.buffer();
    for (int i = 0; i < count; i++) {
      into[i] = rows.get((from + i) * width + column);
    }
  }

  private static void write(
      Memory memory, int width, int from, int column, float[] values, float factor, int count) {
    FloatBuffer rows = memory.buffer();
    for (int i = 0; i < count; i++) {
      rows.put((from + i) * width + column, factor * values[i]);
    }
  }
}
