package org.coherer.benchmarks.ingest;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Sparse vectors as a function of the numbers of their rows. */
final class SparseRows {

  private static final int PRIME = 1009;

  private SparseRows() {}

  /** Appends a column of vectors to rows of numbers. */
  static Dataset<Row> append(Dataset<Row> ids, int size, int values, String column) {
    StructType schema = ids.schema().add(column, SQLDataTypes.VectorType());
    MapFunction<Row, Row> vector =
        row -> {
          long id = row.getLong(0);
          int[] indices = new int[values];
          double[] numbers = new double[values];
          for (int i = 0; i < values; i++) {
            indices[i] = (int) ((long) i * size / values + (id + i) % Math.max(1, size / values));
            numbers[i] = (id * 31 + i * 17L) % PRIME / (double) PRIME;
          }
          return RowFactory.create(id, Vectors.sparse(size, indices, numbers));
        };
    return ids.map(vector, Encoders.row(schema));
  }
}
