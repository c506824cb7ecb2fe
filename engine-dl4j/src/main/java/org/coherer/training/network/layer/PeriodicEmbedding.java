package org.coherer.training.network.layer;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.coherer.training.network.Parameter;
import org.coherer.training.network.Passing;
import org.coherer.training.network.Shape;
import org.coherer.training.network.function.Waves;
import org.coherer.training.network.memory.Matrix;
import org.coherer.training.network.memory.Memory;
import org.coherer.training.network.memory.Sums;

/**
 * Embeds each feature of a row by waves of it, and scales all that results. A feature {@code x}
 * becomes {@code scale x} and, for each mixture, {@code scale (sum over waves of mixture cos(2 pi
 * frequency x + phase) + offset)}.
 *
 * <p>Each feature's waves are computed wave by wave over the rows of a block, which lie beside each
 * other; the JIT compiler vectorizes that. What goes through mixtures, or sums over rows, is a
 * product of small matrices.
 */
public final class PeriodicEmbedding implements Passing {

  private static final float TWO_PI = (float) (2 * Math.PI);

  /** The arrays of a block, with some tens of waves, fit into a second-level cache. */
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
  private final float[] column = new float[ROWS];
  private final float[] inputs = new float[ROWS];

  /** [wave][row]: of the waves of a feature. */
  private final float[] cosines;

  private final float[] sines;

  /** [mixture][wave]: of a feature. */
  private final float[] mixing;

  private final Matrix left = new Matrix();
  private final Matrix right = new Matrix();
  private final Matrix product = new Matrix();
  private Scratch scratch;

  /**
   * The operands of matrix products, for one feature and a block of rows.
   *
   * @param waves [wave][row]: cosines
   * @param slopes [wave][row]: the gradients of angles
   * @param mixed [mixture][row]: sums of waves, or the gradients of outputs
   * @param rows [2][row]: 1, and the feature
   * @param mixing [mixture][wave]
   * @param turning [wave][2]: sums of slopes over rows, and of slopes times the feature
   */
  private record Scratch(
      Memory waves, Memory slopes, Memory mixed, Memory rows, Memory mixing, Memory turning) {

    static Scratch of(int waves, int mixtures) {
      return new Scratch(
          Memory.allocate((long) waves * ROWS),
          Memory.allocate((long) waves * ROWS),
          Memory.allocate((long) mixtures * ROWS),
          Memory.allocate(2L * ROWS),
          Memory.allocate((long) mixtures * waves),
          Memory.allocate(2L * waves));
    }

    void close() {
      List.of(waves, slopes, mixed, rows, mixing, turning).forEach(Memory::close);
    }
  }

  /** Creates the layer. */
  public PeriodicEmbedding(int features, int waves, int mixtures, Parameters parameters) {
    this.features = features;
    this.waves = waves;
    this.mixtures = mixtures;
    this.parameters = parameters;
    this.output = Shape.vector(features * (mixtures + 1));
    this.cosines = new float[waves * ROWS];
    this.sines = new float[waves * ROWS];
    this.mixing = new float[mixtures * waves];
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void reserve(int rows, boolean training) {
    close();
    scratch = Scratch.of(waves, mixtures);
  }

  @Override
  public void close() {
    if (scratch != null) {
      scratch.close();
      scratch = null;
    }
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
    swing(feature, count);
    product
        .at(scratch.mixed(), 0, mixtures, count)
        .setProduct(mixtures(feature), right.at(scratch.waves(), 0, waves, count));
    for (int k = 0; k < mixtures; k++) {
      int at = (k + 1) * features + feature;
      scratch.mixed().get(k * count, column, count);
      add(column, parameters.offset().values().buffer().get(k * features + feature), count);
      write(out, output.size(), from, at, column, scale.get(at), count);
    }
  }

  private Matrix mixtures(int feature) {
    return left.at(
        parameters.mixture().values(), feature * waves, mixtures, waves, features * waves);
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
          backwardToInput(gradient, from, feature, count);
          write(inputGradients[0], features, from, feature, inputs, 1, count);
        }
      }
    }
  }

  @Override
  public void pass(Memory[] in, Memory out, Memory gradient, Memory[] inputGradients, int rows) {
    for (int from = 0; inputGradients[0] != null && from < rows; from += ROWS) {
      int count = Math.min(ROWS, rows - from);
      for (int feature = 0; feature < features; feature++) {
        column(in[0], features, from, feature, x, count);
        pass(gradient, from, feature, count);
        backwardToInput(gradient, from, feature, count);
        write(inputGradients[0], features, from, feature, inputs, 1, count);
      }
    }
  }

  /** Finds the gradients of angles. */
  private void pass(Memory gradient, int from, int feature, int count) {
    for (int k = 0; k < mixtures; k++) {
      int at = (k + 1) * features + feature;
      column(gradient, output.size(), from, at, column, count);
      scratch.mixed().put(k * count, column, count);
      for (int wave = 0; wave < waves; wave++) {
        int place = (k * features + feature) * waves + wave;
        float mixture = parameters.mixture().values().buffer().get(place);
        mixing[k * waves + wave] = parameters.scale().values().buffer().get(at) * mixture;
      }
    }
    swing(feature, count);
    toAngles(count);
  }

  /** Adds to the gradients of parameters, and finds those of angles. */
  private void backward(Memory gradient, int from, int feature, int count) {
    FloatBuffer scale = parameters.scale().values().buffer();
    column(gradient, output.size(), from, feature, column, count);
    add(parameters.scale(), feature, Sums.ofProducts(column, x, count));
    for (int k = 0; k < mixtures; k++) {
      int at = (k + 1) * features + feature;
      int place = k * features + feature;
      column(gradient, output.size(), from, at, column, count);
      scratch.mixed().put(k * count, column, count);
      double sum = Sums.of(column, count);
      add(parameters.scale(), at, parameters.offset().values().buffer().get(place) * sum);
      add(parameters.offset(), place, scale.get(at) * sum);
    }
    swing(feature, count);
    throughMixtures(feature, count);
    toAngles(count);
    throughAngles(feature, count);
  }

  /** Adds to the gradients of mixtures and scales, and finds the factors of cosines. */
  private void throughMixtures(int feature, int count) {
    product
        .at(scratch.mixing(), 0, mixtures, waves)
        .setProduct(
            left.at(scratch.mixed(), 0, mixtures, count),
            right.at(scratch.waves(), 0, waves, count).transposed());
    scratch.mixing().get(0, mixing, mixtures * waves);
    for (int k = 0; k < mixtures; k++) {
      int at = (k + 1) * features + feature;
      float scale = parameters.scale().values().buffer().get(at);
      for (int wave = 0; wave < waves; wave++) {
        int place = (k * features + feature) * waves + wave;
        float mixture = parameters.mixture().values().buffer().get(place);
        float sum = mixing[k * waves + wave];
        add(parameters.mixture(), place, scale * sum);
        add(parameters.scale(), at, mixture * sum);
        mixing[k * waves + wave] = scale * mixture;
      }
    }
  }

  /** Finds the gradients of angles from those of mixtures. */
  private void toAngles(int count) {
    scratch.mixing().put(0, mixing, mixtures * waves);
    product
        .at(scratch.slopes(), 0, waves, count)
        .setProduct(
            left.at(scratch.mixing(), 0, mixtures, waves).transposed(),
            right.at(scratch.mixed(), 0, mixtures, count));
    scratch.slopes().get(0, cosines, waves * count);
    for (int i = 0; i < waves * count; i++) {
      cosines[i] *= -sines[i];
    }
    scratch.slopes().put(0, cosines, waves * count);
  }

  /** Adds to the gradients of frequencies and phases. */
  private void throughAngles(int feature, int count) {
    Arrays.fill(column, 0, count, 1f);
    scratch.rows().put(0, column, count);
    scratch.rows().put(count, x, count);
    product
        .at(scratch.turning(), 0, waves, 2)
        .setProduct(
            left.at(scratch.slopes(), 0, waves, count),
            right.at(scratch.rows(), 0, 2, count).transposed());
    FloatBuffer turning = scratch.turning().buffer();
    for (int wave = 0; wave < waves; wave++) {
      add(parameters.phase(), feature * waves + wave, turning.get(2 * wave));
      add(parameters.frequency(), feature * waves + wave, TWO_PI * turning.get(2 * wave + 1));
    }
  }

  /** Finds the gradients of a feature from those of its angles. */
  private void backwardToInput(Memory gradient, int from, int feature, int count) {
    product
        .at(scratch.mixed(), 0, 1, count)
        .setProduct(
            left.at(parameters.frequency().values(), feature * waves, 1, waves),
            right.at(scratch.slopes(), 0, waves, count));
    scratch.mixed().get(0, inputs, count);
    column(gradient, output.size(), from, feature, column, count);
    float scale = parameters.scale().values().buffer().get(feature);
    for (int i = 0; i < count; i++) {
      inputs[i] = scale * column[i] + TWO_PI * inputs[i];
    }
  }

  /** Computes the cosines and sines of a feature's waves. */
  private void swing(int feature, int count) {
    for (int wave = 0; wave < waves; wave++) {
      int place = feature * waves + wave;
      float frequency = TWO_PI * parameters.frequency().values().buffer().get(place);
      float phase = parameters.phase().values().buffer().get(place);
      for (int i = 0; i < count; i++) {
        cosines[wave * count + i] = frequency * x[i] + phase;
      }
    }
    Waves.cosinesAndSines(cosines, sines, waves * count);
    scratch.waves().put(0, cosines, waves * count);
  }

  private static void add(float[] values, float addend, int count) {
    for (int i = 0; i < count; i++) {
      values[i] += addend;
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
