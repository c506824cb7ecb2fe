package org.coherer.connector.row;

import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.InvalidRowException;
import org.coherer.training.encoding.Scaling;

/**
 * Reads single vectors into floats as the network takes them: the same values as an {@link
 * InputReader} reads from rows.
 *
 * @param binding which column they would be in, for messages
 * @param length the values that the network takes
 * @param scaling what becomes of the values
 * @param policy what becomes of missing values
 */
public record FeatureReader(
    FeatureBinding binding, int length, Scaling scaling, InvalidPolicy policy) {

  /**
   * Writes the values of a vector to the start of {@code into}.
   *
   * @throws InvalidRowException if it has another length, or a value is no finite float
   */
  public void read(Vector vector, float[] into) {
    Features features = new Features(binding, length, policy);
    if (vector instanceof SparseVector sparse) {
      features.take(sparse.size(), sparse.indices(), sparse.values());
    } else {
      features.take(vector.toArray());
    }
    features.copyTo(into, 0);
    scaling.apply(into, 0, length);
  }
}
