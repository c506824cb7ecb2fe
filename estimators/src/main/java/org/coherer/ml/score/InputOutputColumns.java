package org.coherer.ml.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.Columns;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.connector.row.InputReader;
import org.coherer.ml.embedding.EmbeddingColumns;
import org.coherer.ml.param.GeneralParams;
import org.coherer.ml.param.InputOutputParams;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.engine.NetworkShape;

/** The columns of a network with any number of inputs and outputs, as the Params of a stage say. */
public final class InputOutputColumns {

  private InputOutputColumns() {}

  /**
   * Finds the inputs in a schema.
   *
   * @throws IllegalArgumentException if a column is missing or of the wrong type
   */
  public static List<FeatureBinding> bind(InputOutputParams<?> params, StructType schema) {
    if (params.getInputCols().length == 0) {
      throw new InvalidParamException(
          "inputCols is empty (must name at least one column)", "inputCols");
    }
    return Arrays.stream(params.getInputCols())
        .map(name -> FeatureBinding.column(schema, name, List.of(), "inputCols"))
        .map(column -> column.resizing(params.getResizeImages()))
        .toList();
  }

  /**
   * Finds all inputs to train on: those of {@link #bind}, and columns of ids behind them. Where
   * there are ids, the default column of inputs may be missing.
   *
   * @throws IllegalArgumentException as {@link #bind}
   */
  public static List<FeatureBinding> bindInputs(GeneralParams<?> params, StructType schema) {
    List<EmbeddingInput> ids = EmbeddingColumns.of(params);
    String[] names = params.getInputCols();
    boolean alone =
        !ids.isEmpty()
            && Arrays.equals(names, (String[]) params.getDefault(params.inputCols()).get())
            && !Columns.isOfType(schema, names[0], type -> true);
    List<FeatureBinding> inputs = new ArrayList<>(alone ? List.of() : bind(params, schema));
    inputs.addAll(EmbeddingColumns.bind(schema, ids));
    return inputs;
  }

  /**
   * Checks that a schema has all that a network was trained on: inputs and columns of ids.
   *
   * @throws IllegalArgumentException as {@link #bind}
   */
  public static void check(
      InputOutputParams<?> params, StructType schema, FeatureEncoding learned) {
    if (learned instanceof EmbeddingEncoding embedding) {
      EmbeddingColumns.bind(schema, embedding.inputs());
    }
    if (!(learned instanceof EmbeddingEncoding embedding) || embedding.featureLength() > 0) {
      bind(params, schema);
    }
  }

  /**
   * Returns a reader of the inputs in rows of a schema.
   *
   * @param learned what becomes of the values of all inputs, beside what the Params say
   * @throws IllegalArgumentException if there are not as many columns as inputs
   */
  public static InputReader reader(
      InputOutputParams<?> params,
      StructType schema,
      NetworkShape shape,
      LearnedPreprocessing learned) {
    if (learned.features() instanceof EmbeddingEncoding embedding) {
      return EmbeddingColumns.reader(
          embedding.featureLength() == 0 ? List.of() : bind(params, schema),
          schema,
          shape,
          (EmbeddingEncoding) Preprocessing.encoding(params, learned),
          Preprocessing.invalidPolicy(params));
    }
    List<FeatureBinding> bindings = bind(params, schema);
    checkCount("inputCols", bindings.size(), "inputs", shape.inputs());
    List<Integer> lengths = shape.inputs().stream().map(NetworkShape.Input::length).toList();
    List<FeatureBinding> bound = new ArrayList<>();
    for (int i = 0; i < lengths.size(); i++) {
      bound.add(bindings.get(i).to(shape.inputs().get(i)));
    }
    return new InputReader(
        bound,
        lengths,
        Preprocessing.encoding(params, learned),
        Preprocessing.invalidPolicy(params));
  }

  /** Returns the columns that are added, before the network is known. */
  public static OutputColumns outputs(InputOutputParams<?> params) {
    return new VectorColumns(Arrays.asList(params.getOutputCols()), List.of());
  }

  /**
   * Returns the columns that are added.
   *
   * @throws IllegalArgumentException if there are not as many names as outputs
   */
  public static OutputColumns outputs(InputOutputParams<?> params, NetworkShape shape) {
    checkCount("outputCols", params.getOutputCols().length, "outputs", shape.outputs());
    return new VectorColumns(
        Arrays.asList(params.getOutputCols()),
        shape.outputs().stream().map(NetworkShape.Output::length).toList());
  }

  private static void checkCount(
      String param, int columns, String what, List<? extends NetworkShape.Tensor> tensors) {
    if (columns != tensors.size()) {
      throw new InvalidParamException(
          param
              + " names "
              + columns
              + " columns (must be one for each of the network's "
              + what
              + " "
              + tensors.stream().map(NetworkShape.Tensor::name).toList()
              + ")",
          param);
    }
  }
}
