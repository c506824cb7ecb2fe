package org.coherer.training.engine.dl4j.extension;

import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.layers.samediff.SameDiffLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Gives {@code x + share (f(x) - x)} for each unit, with a share that is learned: between no
 * activation and the function {@code f}, or beyond.
 *
 * <p>Shares start at 1 and learn at a tenth of the rate of the layer's optimizer.
 *
 * @see <a href="https://arxiv.org/abs/2407.04491">Holzmueller, Grinsztajn and Steinwart, 2024</a>,
 *     for the activation, its start and the factor
 */
@JsonIgnoreProperties({"layerParams", "paramWeightInit"})
public final class ParametricActivationLayer extends ExtensionLayer {

  /** One for each unit. */
  public static final String SHARE = "share";

  private static final long serialVersionUID = 1L;
  private static final double SHARE_RATE = 0.1;

  /** Those that have no parameters or random numbers of their own. */
  private static final Set<Activation> FUNCTIONS =
      EnumSet.of(
          Activation.RELU,
          Activation.SIGMOID,
          Activation.TANH,
          Activation.LEAKYRELU,
          Activation.ELU,
          Activation.SELU,
          Activation.GELU,
          Activation.SWISH,
          Activation.MISH);

  private final int units;
  private final Activation function;

  /**
   * Creates the layer.
   *
   * @param units the numbers of a row
   * @param function {@code f}
   */
  @JsonCreator
  public ParametricActivationLayer(
      @JsonProperty("units") int units, @JsonProperty("function") Activation function) {
    if (units < 1 || function == null || !FUNCTIONS.contains(function)) {
      throw new IllegalArgumentException(
          "Invalid parametric activation of "
              + units
              + " units by the function "
              + function
              + " (must be at least 1 unit, and one of "
              + FUNCTIONS
              + ")");
    }
    this.units = units;
    this.function = function;
  }

  /** Returns the numbers of a row. */
  @JsonProperty("units")
  public int units() {
    return units;
  }

  /** Returns the function that has shares. */
  @JsonProperty("function")
  public Activation function() {
    return function;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return InputType.feedForward(units);
  }

  @Override
  public void defineParameters(SDLayerParams params) {
    params.clear();
    params.addWeightParam(SHARE, 1, units);
  }

  @Override
  public void initializeParameters(Map<String, INDArray> params) {
    params.get(SHARE).assign(1);
  }

  @Override
  int inputs() {
    return units;
  }

  @Override
  SameDiffLayer run(NeuralNetConfiguration configuration, DataType type) {
    return new ParametricActivationRun(configuration, function.getActivationFunction(), type);
  }

  /** Returns the layer's optimizer at the rate of the shares. */
  @Override
  public IUpdater getUpdaterByParam(String name) {
    IUpdater optimizer = RateFactor.plain(super.getUpdaterByParam(name));
    return optimizer == null ? null : new RateFactor(optimizer, SHARE_RATE, SHARE_RATE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParametricActivationLayer that
        && super.equals(other)
        && units == that.units
        && function == that.function;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), units, function);
  }
}
