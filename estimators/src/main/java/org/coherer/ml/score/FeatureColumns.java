package org.coherer.ml.score;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.connector.column.TableBinding;
import org.coherer.connector.row.FeatureReader;
import org.coherer.connector.row.InputReader;
import org.coherer.ml.param.FeatureParams;
import org.coherer.ml.param.TableParams;
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
        : FeatureBinding.column(schema, params.getFeaturesCol(), shape);
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
   * Finds the features of a network that was trained before.
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
    if (!(Preprocessing.encoding(params, learned) instanceof Scaling scaling)) {
      throw new UnsupportedOperationException(
          "Cannot score a vector: the model takes the columns "
              + Arrays.toString(params.getFeaturesCols())
              + " (transform a DataFrame)");
    }
    return new FeatureReader(
        new FeatureBinding(List.of(params.getFeaturesCol()), FeatureKind.VECTOR, List.of()),
        length,
        scaling,
        Preprocessing.invalidPolicy(params));
  }
}
