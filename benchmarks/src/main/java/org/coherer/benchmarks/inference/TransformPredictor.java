package org.coherer.benchmarks.inference;

import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A model's {@code transform} of cached rows, with all columns that it adds by itself. */
final class TransformPredictor implements RowPredictor {

  private final Transformer model;
  private final Dataset<Row> rows;

  TransformPredictor(Transformer model, Dataset<Row> rows) {
    this.model = model;
    this.rows = rows;
  }

  @Override
  public void predict() {
    model.transform(rows).write().format("noop").mode("overwrite").save();
  }

  @Override
  public void close() {
    rows.unpersist(true);
  }
}
