package org.coherer.ml.score;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.connector.row.FeatureReader;
import org.coherer.connector.row.InputReader;
import org.coherer.ml.param.FeatureParams;
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
    FeatureBinding binding = bind(params, schema).to(shape.inputs().get(0));
    return new InputReader(
        List.of(binding),
        List.of(shape.inputLength()),
        Preprocessing.scaling(params, learned),
        Preprocessing.invalidPolicy(params));
  }

  /** Returns a reader of the features in single vectors. */
  public static FeatureReader vectorReader(
      FeatureParams<?> params, int length, LearnedPreprocessing learned) {
    return new FeatureReader(
        new FeatureBinding(List.of(params.getFeaturesCol()), FeatureKind.VECTOR, List.of()),
        length,
        Preprocessing.scaling(params, learned),
        Preprocessing.invalidPolicy(params));
  }
}
