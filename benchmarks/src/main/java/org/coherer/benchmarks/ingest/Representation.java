package org.coherer.benchmarks.ingest;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.FeatureBinding;

/** The types in which features are read. */
enum Representation {
  /** Dense ML vectors, of doubles. */
  VECTOR,
  /** Arrays of floats. */
  ARRAY,
  /** A column of floats for each value. */
  COLUMNS,
  /** Sparse ML vectors, of which a tenth of the values is there. */
  SPARSE;

  private static final String FEATURES = "features";
  private static final String LABEL = "label";
  private static final int CLASSES = 10;
  private static final int SPARSITY = 10;

  /** Returns what result lines call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Representation of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  static String labelColumn() {
    return LABEL;
  }

  static int classes() {
    return CLASSES;
  }

  /** Returns rows of numbers in [0, 1), as a function of their own number. */
  Dataset<Row> generate(SparkSession spark, long rows, int features, int partitions) {
    Dataset<Row> ids = spark.range(0, rows, 1, partitions).toDF();
    Column label =
        org.apache.spark.sql.functions.expr("cast(id % " + CLASSES + " as int)").as(LABEL);
    return switch (this) {
      case VECTOR ->
          ids.select(functions.array_to_vector(array(features, "double")).as(FEATURES), label);
      case ARRAY -> ids.select(array(features, "float").as(FEATURES), label);
      case COLUMNS -> ids.select(columns(features, label));
      case SPARSE ->
          sparse(ids, features).select(org.apache.spark.sql.functions.col(FEATURES), label);
    };
  }

  private static Column array(int features, String type) {
    return org.apache.spark.sql.functions.expr(
        "transform(sequence(1, "
            + features
            + "), i -> cast(((id * 31 + i * 17) % 1009 + (id * i) % 7 / 7) / 1010 as "
            + type
            + "))");
  }

  private static Column[] columns(int features, Column label) {
    return IntStream.rangeClosed(1, features + 1)
        .mapToObj(
            i ->
                i > features
                    ? label
                    : org.apache
                        .spark
                        .sql
                        .functions
                        .expr(
                            "cast(((id * 31 + "
                                + i * 17
                                + ") % 1009 + (id * "
                                + i
                                + ") % 7 / 7)"
                                + " / 1010 as float)")
                        .as(columnName(i)))
        .toArray(Column[]::new);
  }

  private static String columnName(int number) {
    return "f" + number;
  }

  private static Dataset<Row> sparse(Dataset<Row> ids, int features) {
    return SparseRows.append(ids, features, Math.max(1, features / SPARSITY), FEATURES);
  }

  /** Binds the columns of generated rows. */
  FeatureBinding bind(StructType schema, int features) {
    return this == COLUMNS
        ? FeatureBinding.columns(schema, columnNames(features), List.of())
        : FeatureBinding.column(schema, FEATURES, List.of());
  }

  static List<String> columnNames(int features) {
    return IntStream.rangeClosed(1, features).mapToObj(Representation::columnName).toList();
  }
}
