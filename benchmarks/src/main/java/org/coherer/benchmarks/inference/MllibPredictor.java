package org.coherer.benchmarks.inference;

import java.util.List;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.Vector;

/** MLlib's way without Spark: row by row, which is all that its public methods offer. */
final class MllibPredictor implements RowPredictor {

  private final MultilayerPerceptronClassificationModel model;
  private final List<Vector> rows;

  MllibPredictor(MultilayerPerceptronClassificationModel model, List<Vector> rows) {
    this.model = model;
    this.rows = rows;
  }

  @Override
  public void predict() {
    double sum = 0;
    for (Vector row : rows) {
      sum += model.predictProbability(row).apply(0);
    }
    if (!(sum >= 0 && sum <= rows.size())) { // Looked at, so that no compiler skips the work.
      throw new IllegalStateException("Probabilities of " + rows.size() + " rows sum to " + sum);
    }
  }

  @Override
  public void close() {
    // Nothing to close: the model is plain memory.
  }
}
