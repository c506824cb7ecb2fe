package org.coherer.benchmarks.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.benchmarks.spark.LocalSession;
import org.coherer.ml.NeuralNetworkClassificationModel;
import org.coherer.ml.NeuralNetworkClassifier;

/**
 * A Spark session with one slot, and perceptrons for it. These have seen one epoch of a few rows:
 * what they have learned does not matter to their speed.
 */
final class LocalSpark implements AutoCloseable {

  private static final int FITTED_ROWS = 256;

  private final Path folder;
  private final SparkSession spark;

  LocalSpark(Path folder) {
    this.folder = folder;
    spark = LocalSession.open("inference", 1, folder);
  }

  /** Returns rows as MLlib takes them. */
  static List<Vector> vectors(SampleNetwork model, int rows) {
    float[] features = model.features(rows);
    List<Vector> vectors = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      double[] values = new double[model.inputs()];
      for (int column = 0; column < values.length; column++) {
        values[column] = features[row * values.length + column];
      }
      vectors.add(Vectors.dense(values));
    }
    return vectors;
  }

  /**
   * Returns rows of features, in one partition, cached. They come from a file: rows of a local list
   * would travel with each task, cached or not, and that is no part of a prediction.
   *
   * @param more columns of doubles beside the features
   */
  Dataset<Row> cached(SampleNetwork model, int rows, int more) {
    List<Column> columns = new ArrayList<>(List.of(functions.col("features")));
    for (int i = 0; i < more; i++) {
      columns.add(functions.col("label").plus(i).as("more" + i));
    }
    Path file = folder.resolve("table-" + UUID.randomUUID());
    labelled(model, rows).coalesce(1).write().parquet(file.toString());
    Dataset<Row> table =
        spark
            .read()
            .parquet(file.toString())
            .coalesce(1)
            .select(columns.toArray(new Column[0]))
            .cache();
    table.count();
    delete(file);
    return table;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder + ": " + e.getMessage(), e);
    }
  }

  private Dataset<Row> labelled(SampleNetwork model, int count) {
    List<Row> rows = new ArrayList<>(count);
    for (Vector features : vectors(model, count)) {
      rows.add(RowFactory.create(features, (double) model.label(rows.size())));
    }
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType);
    return spark.createDataFrame(rows, schema);
  }

  /** Returns a model of MLlib's. */
  MultilayerPerceptronClassificationModel mllib(SampleNetwork model) {
    return new MultilayerPerceptronClassifier()
        .setLayers(model.perceptron().orElseThrow())
        .setMaxIter(1)
        .setSeed(1)
        .fit(labelled(model, FITTED_ROWS));
  }

  /** Returns a model of ours, of the same network. */
  NeuralNetworkClassificationModel ours(SampleNetwork model) {
    return new NeuralNetworkClassifier()
        .setLayers(model.perceptron().orElseThrow())
        .setActivation("sigmoid")
        .setMaxIter(1)
        .setNumWorkers(1)
        .fit(labelled(model, FITTED_ROWS));
  }

  @Override
  public void close() {
    spark.stop();
  }
}
