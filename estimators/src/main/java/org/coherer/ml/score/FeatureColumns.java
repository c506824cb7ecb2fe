package org.coherer.ml.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.Columns;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.connector.column.TableBinding;
import org.coherer.connector.row.FeatureReader;
import org.coherer.connector.row.InputReader;
import org.coherer.ml.embedding.EmbeddingColumns;
import org.coherer.ml.param.FeatureParams;
import org.coherer.ml.param.TableParams;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.encoding.Scaling;
import org.coherer.training.encoding.TableEncoding;
import org.coherer.training.engine.NetworkShape;

/** The columns with the features of a network that has one input, as the Params of a stage say. */
public final class FeatureColumns {

  private FeatureColumns() {}

  /**
   * Finds the features in a schema.
   *
   * @throws IllegalArgumentException if a column is missing or of the wrong type, or two Params
   *     name the features. The message says which, what was found and what was expected
   */
  public static FeatureBinding bind(FeatureParams<?> params, StructType schema) {
    ParamChecks.exclusive(params, "featuresCol", "featuresCols");
    List<Integer> shape =
        params.isSet(params.featureShape())
            ? Arrays.stream(params.getFeatureShape()).boxed().toList()
            : List.of();
    return params.isSet(params.featuresCols())
        ? FeatureBinding.columns(schema, List.of(params.getFeaturesCols()), shape)
        : FeatureBinding.column(schema, params.getFeaturesCol(), shape)
            .resizing(params.getResizeImages());
  }

  /**
   * Finds all inputs to train on: features, and columns of ids behind them.
   *
   * @throws IllegalArgumentException as {@link #bindTable}, or if columns of a table stand beside
   *     columns of ids
   */
  public static List<FeatureBinding> bindInputs(TableParams<?> params, StructType schema) {
    List<EmbeddingInput> ids = EmbeddingColumns.of(params);
    if (ids.isEmpty()) {
      return List.of(bindTable(params, schema));
    }
    List<FeatureBinding> inputs = new ArrayList<>();
    if (hasFeatures(params, schema)) {
      FeatureBinding features = bindTable(params, schema);
      if (features.kind() == FeatureKind.TABLE) {
        throw new InvalidParamException(
            "featuresCols names columns that are not one number each, or handleInvalid is impute,"
                + " beside embeddings (name categories in embeddings, and give numbers without"
                + " gaps)",
            "featuresCols",
            "embeddings");
      }
      inputs.add(features);
    }
    inputs.addAll(EmbeddingColumns.bind(schema, ids));
    return inputs;
  }

  /** Returns whether there are features: the default column may be missing where there are ids. */
  private static boolean hasFeatures(FeatureParams<?> params, StructType schema) {
    Param<?> column = params.getParam("featuresCol");
    boolean named = !params.$(column).equals(params.getDefault(column).get());
    return named
        || params.isSet(params.featuresCols())
        || Columns.isOfType(schema, params.getFeaturesCol(), type -> true);
  }

  /**
   * Finds the features to train on: columns of a table, if they are not one number each.
   *
   * @throws IllegalArgumentException as {@link #bind}
   */
  public static FeatureBinding bindTable(TableParams<?> params, StructType schema) {
    if (!params.isSet(params.featuresCols())) {
      refuse(params.isSet(params.categoricalCols()), "categoricalCols");
      return bind(params, schema);
    }
    ParamChecks.exclusive(params, "featuresCol", "featuresCols");
    List<String> columns = List.of(params.getFeaturesCols());
    List<String> categorical =
        params.isSet(params.categoricalCols()) ? List.of(params.getCategoricalCols()) : List.of();
    boolean imputes = Preprocessing.invalidPolicy(params) == InvalidPolicy.IMPUTE;
    if (!imputes && !TableBinding.isTable(schema, columns, categorical)) {
      return bind(params, schema);
    }
    ParamChecks.exclusive(params, "featuresCols", "featureShape");
    return TableBinding.of(schema, columns, categorical);
  }

  private static void refuse(boolean set, String param) {
    if (set) {
      throw new InvalidParamException(
          param + " is set and featuresCols is not (set it to the columns)", param);
    }
  }

  /**
   * Finds the features of a network that was trained before, not its columns of ids.
   *
   * @param learned what its training has learned
   * @throws IllegalArgumentException as {@link #bind}, or if a column does not hold what it did
   *     then
   */
  public static FeatureBinding bind(
      FeatureParams<?> params, StructType schema, FeatureEncoding learned) {
    if (learned instanceof TableEncoding table) {
      if (!params.isSet(params.featuresCols())) {
        throw new InvalidParamException(
            "featuresCols is not set (the network was trained on a table of "
                + table.columns().size()
                + " columns: name them)",
            "featuresCols");
      }
      return TableBinding.of(schema, List.of(params.getFeaturesCols()), table);
    }
    if (Preprocessing.invalidPolicy(params) == InvalidPolicy.IMPUTE) {
      throw new InvalidParamException(
          "Invalid handleInvalid impute of a network that takes numbers as they are (train it with"
              + " impute and featuresCols, or set it to error, skip or keep)",
          "handleInvalid");
    }
    return bind(params, schema);
  }

  /**
   * Checks that a schema has all that a network was trained on: features and columns of ids.
   *
   * @throws IllegalArgumentException as {@link #bind}
   */
  public static void check(FeatureParams<?> params, StructType schema, FeatureEncoding learned) {
    if (learned instanceof EmbeddingEncoding embedding) {
      features(params, schema, embedding);
      EmbeddingColumns.bind(schema, embedding.inputs());
    } else {
      bind(params, schema, learned);
    }
  }

  private static List<FeatureBinding> features(
      FeatureParams<?> params, StructType schema, EmbeddingEncoding learned) {
    return learned.featureLength() == 0
        ? List.of()
        : List.of(bind(params, schema, learned.features()));
  }

  /**
   * Returns a reader of the features in rows of a schema.
   *
   * @param shape that of a network with one input
   * @param learned what becomes of the features, beside what the Params say
   * @throws IllegalArgumentException if the columns cannot give what it takes
   */
  public static InputReader reader(
      FeatureParams<?> params,
      StructType schema,
      NetworkShape shape,
      LearnedPreprocessing learned) {
    if (learned.features() instanceof EmbeddingEncoding embedding) {
      return EmbeddingColumns.reader(
          features(params, schema, embedding),
          schema,
          shape,
          (EmbeddingEncoding) Preprocessing.encoding(params, learned),
          Preprocessing.invalidPolicy(params));
    }
    FeatureBinding binding = bind(params, schema, learned.features()).to(shape.inputs().get(0));
    return new InputReader(
        List.of(binding),
        List.of(binding.recordLength(shape.inputLength())),
        Preprocessing.encoding(params, learned),
        Preprocessing.invalidPolicy(params));
  }

  /**
   * Returns a reader of the features in single vectors.
   *
   * @throws UnsupportedOperationException if they are the columns of a table
   */
  public static FeatureReader vectorReader(
      FeatureParams<?> params, int length, LearnedPreprocessing learned) {
    FeatureEncoding encoding = Preprocessing.encoding(params, learned);
    if (!(encoding instanceof Scaling scaling)) {
      throw new UnsupportedOperationException(
          "Cannot score a vector: the model takes the columns "
              + (encoding instanceof EmbeddingEncoding embedding
                  ? embedding.inputs().stream().map(EmbeddingInput::column).toList()
                  : Arrays.toString(params.getFeaturesCols()))
              + " (transform a DataFrame)");
    }
    return new FeatureReader(
        new FeatureBinding(List.of(params.getFeaturesCol()), FeatureKind.VECTOR, List.of()),
        length,
        scaling,
        Preprocessing.invalidPolicy(params));
  }
}
