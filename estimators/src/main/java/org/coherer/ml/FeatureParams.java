package org.coherer.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.data.FeatureBinding;
import org.coherer.connector.data.InvalidPolicy;
import org.coherer.ml.param.HasFeatureShape;
import org.coherer.ml.param.HasFeaturesCols;
import org.coherer.ml.param.HasHandleInvalid;
import org.coherer.ml.param.HasInputOffset;
import org.coherer.ml.param.HasInputScale;
import org.coherer.training.data.Rescaling;

/** What an estimator and its model have in common: how columns become the input of a network. */
interface FeatureParams
    extends HasFeaturesCols, HasFeatureShape, HasInputScale, HasInputOffset, HasHandleInvalid {

  /**
   * Finds the features in a schema.
   *
   * @param featuresCol the column that has all values, unless featuresCols is set
   * @throws IllegalArgumentException if a column is missing or of the wrong type. The message says
   *     which, what was found and what was expected
   */
  default FeatureBinding bind(StructType schema, String featuresCol) {
    List<Integer> shape =
        isSet(featureShape()) ? Arrays.stream(getFeatureShape()).boxed().toList() : List.of();
    return isSet(featuresCols())
        ? FeatureBinding.columns(schema, List.of(getFeaturesCols()), shape)
        : FeatureBinding.column(schema, featuresCol, shape);
  }

  /** Returns what becomes of every feature. */
  default Rescaling rescaling() {
    return new Rescaling((float) getInputScale(), (float) getInputOffset());
  }

  /** Returns what becomes of rows that the network cannot take. */
  default InvalidPolicy invalidPolicy() {
    return InvalidPolicy.named(getHandleInvalid());
  }
}
