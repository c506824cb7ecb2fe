package org.coherer.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.row.FeatureReader;
import org.coherer.ml.param.HasFeatureShape;
import org.coherer.ml.param.HasFeaturesCols;

/**
 * The Params of stages whose network has one input: which columns are the features.
 *
 * @param <S> the type of the stage
 */
public interface FeatureParams<S> extends ScoringParams<S>, HasFeaturesCols<S>, HasFeatureShape<S> {

  /** Returns the name of the column that has all values, unless featuresCols is set. */
  String getFeaturesCol();

  /**
   * Finds the features in a schema.
   *
   * @throws IllegalArgumentException if a column is missing or of the wrong type, or two Params
   *     name the features. The message says which, what was found and what was expected
   */
  default FeatureBinding bind(StructType schema) {
    Alternatives.check(this, "featuresCol", "featuresCols");
    List<Integer> shape =
        isSet(featureShape()) ? Arrays.stream(getFeatureShape()).boxed().toList() : List.of();
    return isSet(featuresCols())
        ? FeatureBinding.columns(schema, List.of(getFeaturesCols()), shape)
        : FeatureBinding.column(schema, getFeaturesCol(), shape);
  }

  /**
   * Returns what reads the features of rows of a schema.
   *
   * @param length how many values the network takes
   * @throws IllegalArgumentException if the columns cannot give as many
   */
  default FeatureReader reader(StructType schema, int length) {
    FeatureBinding binding = bind(schema);
    binding.checkLength(length);
    return new FeatureReader(binding, length, rescaling(), invalidPolicy());
  }

  /** Returns what reads the features of a row from a vector. */
  default FeatureReader vectorReader(int length) {
    FeatureBinding vectors =
        new FeatureBinding(List.of(getFeaturesCol()), FeatureKind.VECTOR, List.of());
    return new FeatureReader(vectors, length, rescaling(), invalidPolicy());
  }
}
