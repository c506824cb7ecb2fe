package org.coherer.benchmarks.quality;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The splits of tables in files.
 *
 * @param spark reads them
 * @param folder where they are
 */
record SplitFiles(SparkSession spark, Path folder) {

  /** The column with the label. */
  static final String LABEL = "label";

  /** The column with all features, in {@link #vectors}. */
  static final String FEATURES = "features";

  /** Returns a part of a split: the columns {@code features} and {@code label}. */
  Dataset<Row> vectors(String table, String part, int seed) {
    Dataset<Row> rows = read(file(table, part, seed));
    return new VectorAssembler()
        .setInputCols(features(rows))
        .setOutputCol(FEATURES)
        .transform(rows)
        .select(col(FEATURES), label());
  }

  /**
   * Returns a part of a split with the columns as they are in the package: texts and missing values
   * among them, where the table has any.
   */
  Dataset<Row> raw(String table, String part, int seed) {
    String raw = file(table, "raw-" + part, seed);
    Dataset<Row> rows = read(exists(raw) ? raw : file(table, part, seed));
    return rows.withColumn(LABEL, label());
  }

  /** Returns the names of all columns but the label's. */
  static String[] features(Dataset<Row> rows) {
    return Arrays.stream(rows.columns()).filter(name -> !name.equals(LABEL)).toArray(String[]::new);
  }

  private static Column label() {
    return col(LABEL).cast("double").as(LABEL);
  }

  private String file(String table, String part, int seed) {
    return folder.resolve(table).resolve(part + "-" + seed).toString();
  }

  private static boolean exists(String file) {
    return Files.exists(Path.of(file + ".parquet")) || Files.exists(Path.of(file + ".csv"));
  }

  private Dataset<Row> read(String file) {
    return Files.exists(Path.of(file + ".parquet"))
        ? spark.read().parquet(file + ".parquet")
        : spark.read().option("header", true).option("inferSchema", true).csv(file + ".csv");
  }
}
