package org.coherer.ml.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.row.InputReader;
import org.coherer.ml.param.EmbeddingParams;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.EmbeddingText;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Input;

/**
 * The columns of ids that stand in front of a network, and what of its inputs is left for others.
 */
public final class EmbeddingColumns {

  private static final String PARAM = "embeddings";

  private EmbeddingColumns() {}

  /**
   * Returns those that the Params of a stage name; none if it has no such Param.
   *
   * @throws InvalidParamException if a text is none, or two name the same column or table
   */
  public static List<EmbeddingInput> of(Params params) {
    if (!(params instanceof EmbeddingParams<?> stage) || !stage.isSet(stage.embeddings())) {
      return List.of();
    }
    List<EmbeddingInput> inputs =
        Arrays.stream(stage.getEmbeddings())
            .map(text -> InvalidParamException.naming(PARAM, () -> EmbeddingText.parse(text)))
            .toList();
    checkDistinct(inputs, "column", EmbeddingInput::column);
    checkDistinct(inputs, "table", input -> input.table().name());
    return inputs;
  }

  /**
   * Has an estimator go on with the tables that a trained network has in front of it.
   *
   * @param params those of a copy of the estimator, which are changed
   * @param learned what the features of the network pass
   * @throws InvalidParamException if they name other columns of ids, or have no such Param
   */
  public static void goOn(Params params, FeatureEncoding learned) {
    List<EmbeddingInput> named = of(params);
    List<EmbeddingInput> before =
        learned instanceof EmbeddingEncoding embedding ? embedding.inputs() : List.of();
    if (named.equals(before)) {
      return;
    }
    if (!named.isEmpty() || !(params instanceof EmbeddingParams<?> stage)) {
      throw new InvalidParamException(
          "Invalid embeddings: initialModelPath's network has "
              + (before.isEmpty() ? "none" : before.stream().map(EmbeddingText::of).toList())
              + (params instanceof EmbeddingParams<?>
                  ? " (clear embeddings, or set the same)"
                  : " (take an estimator with the Param embeddings)"),
          PARAM,
          "initialModelPath");
    }
    stage.setEmbeddings(before.toArray(EmbeddingInput[]::new));
  }

  private static void checkDistinct(
      List<EmbeddingInput> inputs, String what, Function<EmbeddingInput, String> name) {
    Set<String> seen = new HashSet<>();
    for (EmbeddingInput input : inputs) {
      if (!seen.add(name.apply(input))) {
        throw new InvalidParamException(
            "Invalid embeddings: the "
                + what
                + " '"
                + name.apply(input)
                + "' is there twice (name each once)",
            PARAM);
      }
    }
  }

  /**
   * Finds the columns in a schema.
   *
   * @throws IllegalArgumentException if a column is missing or of the wrong type
   */
  public static List<FeatureBinding> bind(StructType schema, List<EmbeddingInput> inputs) {
    List<FeatureBinding> bound = new ArrayList<>();
    inputs.forEach(input -> bound.add(FeatureBinding.ids(schema, input, PARAM)));
    return bound;
  }

  /** Returns how many numbers a network gets for the ids of all columns. */
  public static int width(List<EmbeddingInput> inputs) {
    return inputs.stream().mapToInt(EmbeddingInput::width).sum();
  }

  /** Returns how many numbers each column has in a record. */
  public static List<Integer> floats(List<EmbeddingInput> inputs) {
    return inputs.stream().map(EmbeddingInput::floats).toList();
  }

  /**
   * Returns the inputs of a network that features are for: all but its last numbers, which are rows
   * of tables.
   *
   * @throws IllegalArgumentException if the network takes fewer numbers than the rows have, or has
   *     an image where rows begin
   */
  public static List<Input> featureInputs(NetworkShape network, List<EmbeddingInput> inputs) {
    List<Input> features = new ArrayList<>(network.inputs());
    int left = width(inputs);
    while (left > 0) {
      if (features.isEmpty()) {
        throw new InvalidParamException(
            "Invalid embeddings: rows of "
                + width(inputs)
                + " numbers together (the network takes "
                + network.inputLength()
                + ": the features, and behind them all rows)",
            PARAM);
      }
      Input last = features.remove(features.size() - 1);
      if (last.length() > left) {
        requireFlat(last);
        features.add(new Input(last.name(), last.length() - left));
      }
      left -= Math.min(left, last.length());
    }
    return features;
  }

  /**
   * Returns a reader of the features of a network, and of its columns of ids behind them.
   *
   * @param features the features
   * @param shape the network's
   * @param encoding an {@link EmbeddingEncoding}
   * @throws IllegalArgumentException if the columns cannot give what the network takes
   */
  public static InputReader reader(
      List<FeatureBinding> features,
      StructType schema,
      NetworkShape shape,
      EmbeddingEncoding encoding,
      InvalidPolicy policy) {
    List<Input> inputs = featureInputs(shape, encoding.inputs());
    checkCount(features, inputs);
    List<FeatureBinding> bound = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      bound.add(features.get(i).to(inputs.get(i)));
      lengths.add(inputs.get(i).length());
    }
    bound.addAll(bind(schema, encoding.inputs()));
    lengths.addAll(floats(encoding.inputs()));
    return new InputReader(bound, lengths, encoding, policy);
  }

  /**
   * Checks that there are features for what the network takes beside rows of tables.
   *
   * @throws IllegalArgumentException if not
   */
  public static void checkCount(List<FeatureBinding> features, List<Input> inputs) {
    if (features.size() != inputs.size()) {
      throw new InvalidParamException(
          "Invalid embeddings: "
              + features.size()
              + (features.size() == 1 ? " column" : " columns")
              + " of features stand before them (must be one for each of the network's inputs "
              + inputs.stream().map(Input::name).toList()
              + ")",
          PARAM);
    }
  }

  private static void requireFlat(Input input) {
    if (input.image() != null) {
      throw new InvalidParamException(
          "Invalid embeddings: their rows are a part of the network's input '"
              + input.name()
              + "', which is an image (give the network an input of its own for them, as its last)",
          PARAM);
    }
  }
}
