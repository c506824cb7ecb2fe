package org.coherer.training.engine.dl4j.extension;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.layers.samediff.SameDiffLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Gives the dot products of all pairs of vectors: how features interact, where a row has a vector
 * for each of them, such as rows of embedding tables and what a dense layer makes of numbers. Has
 * no parameters.
 *
 * <table>
 * <caption>The numbers of a row</caption>
 * <tr><td>input</td><td>{@code vectors} x {@code width}: {@code x[0]}, {@code x[1]} and so on, one
 * behind the other</td></tr>
 * <tr><td>output</td><td>{@code x[0]}, if it {@code keepsFirst}; then {@code x[i] . x[j]} for all i
 * &lt; j, or i &lt;= j if it {@code pairsWithItself}: those of i = 0 first, in the order of
 * j</td></tr>
 * </table>
 *
 * <p>Costs 2 x {@code vectors}^2 x {@code width} operations per row, and as many backward. Between
 * the dense layers of a recommendation model, for 27 vectors of 16 numbers:
 *
 * <pre>{@code
 * .addVertex("vectors", new MergeVertex(), "numbers", "rows")
 * .addLayer("pairs", new DotInteractionLayer(27, 16, true, false), "vectors")
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1906.00091">Naumov et al., Deep Learning Recommendation Model
 *     for Personalization and Recommendation Systems, 2019</a>, for the interaction, with the first
 *     vector before the products
 */
@JsonIgnoreProperties({"layerParams", "paramWeightInit"})
public final class DotInteractionLayer extends ExtensionLayer {

  private static final long serialVersionUID = 1L;

  /** The products of as many fit into one buffer. */
  private static final int MOST_VECTORS = 1 << 14;

  private static final int MOST_INPUTS = 1 << 28;

  private final int vectors;
  private final int width;
  private final boolean keepsFirst;
  private final boolean pairsWithItself;

  /**
   * Creates the layer.
   *
   * @param vectors how many vectors an input row has
   * @param width the numbers of each
   * @param keepsFirst whether an output row begins with the first vector
   * @param pairsWithItself whether each vector is multiplied by itself, too
   */
  @JsonCreator
  public DotInteractionLayer(
      @JsonProperty("vectors") int vectors,
      @JsonProperty("width") int width,
      @JsonProperty("keepsFirst") boolean keepsFirst,
      @JsonProperty("pairsWithItself") boolean pairsWithItself) {
    if (vectors < 2
        || width < 1
        || vectors > MOST_VECTORS
        || (long) vectors * width > MOST_INPUTS) {
      throw new IllegalArgumentException(
          "Invalid interaction of "
              + vectors
              + " vectors of "
              + width
              + " numbers (must be from 2 to "
              + MOST_VECTORS
              + " vectors, of at least 1 number each, at most "
              + MOST_INPUTS
              + " together)");
    }
    this.vectors = vectors;
    this.width = width;
    this.keepsFirst = keepsFirst;
    this.pairsWithItself = pairsWithItself;
  }

  /** Returns how many vectors an input row has. */
  @JsonProperty("vectors")
  public int vectors() {
    return vectors;
  }

  /** Returns the numbers of each vector. */
  @JsonProperty("width")
  public int width() {
    return width;
  }

  /** Returns whether an output row begins with the first vector. */
  @JsonProperty("keepsFirst")
  public boolean keepsFirst() {
    return keepsFirst;
  }

  /** Returns whether each vector is multiplied by itself, too. */
  @JsonProperty("pairsWithItself")
  public boolean pairsWithItself() {
    return pairsWithItself;
  }

  /** Returns the numbers of an output row. */
  public int outputs() {
    int pairs = vectors * (vectors - 1) / 2 + (pairsWithItself ? vectors : 0);
    return pairs + (keepsFirst ? width : 0);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the input is not as long as the vectors are
   */
  @Override
  public InputType getOutputType(int index, InputType input) {
    boolean flat = input.getType() == InputType.Type.FF;
    if (!flat || input.arrayElementsPerExample() != inputs()) {
      throw new IllegalArgumentException(
          "Cannot train the network: layer "
              + (getLayerName() == null ? "" : "'" + getLayerName() + "', ")
              + "DotInteractionLayer is given "
              + (flat ? input.arrayElementsPerExample() + " numbers" : "no row of numbers")
              + " (must be "
              + vectors
              + " vectors of "
              + width
              + ", "
              + inputs()
              + " numbers)");
    }
    return InputType.feedForward(outputs());
  }

  @Override
  public void defineParameters(SDLayerParams params) {
    params.clear();
  }

  @Override
  public void initializeParameters(Map<String, INDArray> params) {
    // It has none.
  }

  @Override
  int inputs() {
    return vectors * width;
  }

  @Override
  SameDiffLayer run(NeuralNetConfiguration configuration, DataType type) {
    return new DotInteractionRun(configuration, this, type);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DotInteractionLayer that
        && super.equals(other)
        && vectors == that.vectors
        && width == that.width
        && keepsFirst == that.keepsFirst
        && pairsWithItself == that.pairsWithItself;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), vectors, width, keepsFirst, pairsWithItself);
  }
}
