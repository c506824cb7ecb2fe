package org.coherer.ml.score;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The column of a regression model: a number, or a vector of several.
 *
 * @param prediction its name
 * @param targets how many numbers the network gives; 0 for several before that is known
 */
public record ValueColumns(String prediction, int targets) implements OutputColumns {

  @Override
  public StructType appendTo(StructType schema) {
    return targets != 1
        ? OutputColumns.append(
            schema,
            prediction,
            SQLDataTypes.VectorType(),
            Attributes.vector(prediction, targets),
            "predictionCol")
        : OutputColumns.append(
            schema,
            prediction,
            DataTypes.DoubleType,
            Attributes.number(prediction),
            "predictionCol");
  }

  @Override
  public int count() {
    return OutputColumns.countOf(prediction);
  }

  @Override
  public void fill(float[] inputs, float[] outputs, Object[] cells, int at) {
    if (!prediction.isEmpty()) {
      cells[at] =
          targets != 1 ? OutputColumns.vector(outputs, 0, targets) : (Object) (double) outputs[0];
    }
  }
}
