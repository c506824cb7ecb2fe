package org.coherer.training.engine.dl4j.extension;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.layers.samediff.SameDiffLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Embeds each feature of a row by waves of it, and multiplies each resulting number by a scale of
 * its own.
 *
 * <p>Of a feature {@code x}, the output has {@code x} itself and, for each mixture {@code k}, the
 * sum over waves {@code h} of {@code mixture[k][h] cos(2 pi frequency[h] x + phase[h])}, plus
 * {@code offset[k]}; all but the scales are parameters of this feature alone. An output row has all
 * features, then the first mixtures of all, and so on.
 *
 * <p>Frequencies start normally distributed with a standard deviation of 0.1, phases uniformly
 * between -pi and pi, mixtures and offsets uniformly between plus and minus one over the root of
 * the number of waves, scales at 1. Scales learn at six times the rate of the layer's optimizer,
 * everything else at a tenth of it. Weight decay has the same factors, on top of the rate.
 *
 * @see <a href="https://arxiv.org/abs/2407.04491">Holzmueller, Grinsztajn and Steinwart, 2024</a>,
 *     for the embedding, its start, the scales and the factors
 */
@JsonIgnoreProperties({"layerParams", "paramWeightInit"})
public final class PeriodicEmbeddingLayer extends ExtensionLayer {

  /** [feature][wave]. */
  public static final String FREQUENCY = "frequency";

  /** [feature][wave]. */
  public static final String PHASE = "phase";

  /** [mixture][feature][wave]. */
  public static final String MIXTURE = "mixture";

  /** [mixture][feature]. */
  public static final String OFFSET = "offset";

  /** One for each number of an output row. */
  public static final String SCALE = "scale";

  private static final long serialVersionUID = 1L;
  private static final double SPREAD = 0.1;
  private static final double SCALE_RATE = 6;
  private static final double EMBEDDING_RATE = 0.1;

  /** As many features, waves and mixtures as memory can be counted for. */
  private static final int MOST = 1 << 20;

  private final int features;
  private final int waves;
  private final int mixtures;

  /**
   * Creates the layer.
   *
   * @param features the numbers of an input row
   * @param waves for each feature
   * @param mixtures the numbers that each feature gets beside itself
   */
  @JsonCreator
  public PeriodicEmbeddingLayer(
      @JsonProperty("features") int features,
      @JsonProperty("waves") int waves,
      @JsonProperty("mixtures") int mixtures) {
    if (features < 1
        || waves < 1
        || mixtures < 1
        || features > MOST
        || waves > MOST
        || (long) waves * (mixtures + 2L) * features > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Invalid embedding of "
              + features
              + " features by "
              + waves
              + " waves and "
              + mixtures
              + " mixtures (must be at least 1 each, and fewer than 2^31 parameters)");
    }
    this.features = features;
    this.waves = waves;
    this.mixtures = mixtures;
  }

  /** Returns the numbers of an input row. */
  @JsonProperty("features")
  public int features() {
    return features;
  }

  /** Returns the waves of each feature. */
  @JsonProperty("waves")
  public int waves() {
    return waves;
  }

  /** Returns the numbers that each feature gets beside itself. */
  @JsonProperty("mixtures")
  public int mixtures() {
    return mixtures;
  }

  /** Returns the numbers of an output row. */
  public int outputs() {
    return features * (mixtures + 1);
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return InputType.feedForward(outputs());
  }

  @Override
  public void defineParameters(SDLayerParams params) {
    params.clear();
    params.addWeightParam(FREQUENCY, features, waves);
    params.addWeightParam(MIXTURE, (long) mixtures * features, waves);
    params.addWeightParam(SCALE, 1, outputs());
    params.addBiasParam(PHASE, features, waves);
    params.addBiasParam(OFFSET, mixtures, features);
  }

  @Override
  public void initializeParameters(Map<String, INDArray> params) {
    double bound = 1 / Math.sqrt(waves);
    INDArray frequency = params.get(FREQUENCY);
    frequency.assign(Nd4j.randn(DataType.FLOAT, frequency.shape()).muli(SPREAD));
    uniform(params.get(PHASE), Math.PI);
    uniform(params.get(MIXTURE), bound);
    uniform(params.get(OFFSET), bound);
    params.get(SCALE).assign(1);
  }

  private static void uniform(INDArray values, double bound) {
    values.assign(Nd4j.rand(DataType.FLOAT, values.shape()).muli(2 * bound).subi(bound));
  }

  @Override
  int inputs() {
    return features;
  }

  @Override
  SameDiffLayer run(NeuralNetConfiguration configuration, DataType type) {
    return new PeriodicEmbeddingRun(configuration, this, type);
  }

  /** Returns the layer's optimizer at the rate of some parameters. */
  @Override
  public IUpdater getUpdaterByParam(String name) {
    IUpdater optimizer = RateFactor.plain(super.getUpdaterByParam(name));
    double factor = name.equals(SCALE) ? SCALE_RATE : EMBEDDING_RATE;
    return optimizer == null ? null : new RateFactor(optimizer, factor, factor);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeriodicEmbeddingLayer that
        && super.equals(other)
        && features == that.features
        && waves == that.waves
        && mixtures == that.mixtures;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * super.hashCode() + features) + waves) + mixtures;
  }
}
