package org.coherer.examples;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.feature.MaxAbsScaler;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.coherer.examples.digits.Digits;
import org.coherer.ml.NeuralNetworkClassifier;
import org.coherer.ml.evaluation.ConfusionMatrix;

/**
 * Compares a pipeline with Spark's own perceptron and the same pipeline with ours: rows and
 * settings are equal, and only the name of a class differs.
 *
 * @param trainRows the number of training digits
 * @param testRows the number of test digits
 * @param maxIter iterations over all rows of Spark's, epochs of ours
 */
public record DropInExample(int trainRows, int testRows, int maxIter) {

  private static final int[] LAYERS = {Digits.SIDE * Digits.SIDE, 64, Digits.CLASSES};

  /** The accuracy and the time of a pipeline. */
  record Score(String estimator, double accuracy, double seconds) {}

  /** Trains both and prints a small table. */
  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark = SparkSession.builder().appName("Coherer drop-in").getOrCreate()) {
      System.out.println(table(new DropInExample(12_000, 2_000, 20).compare(spark)));
    }
  }

  /** Trains both; returns the score of Spark's, then ours. */
  List<Score> compare(SparkSession spark) {
    Dataset<Row> train = vectors(spark, 1, trainRows).cache();
    Dataset<Row> test = vectors(spark, 2, testRows).cache();
    train.count();
    test.count();
    return List.of(
        score("MultilayerPerceptronClassifier", before(), train, test),
        score("NeuralNetworkClassifier", after(), train, test));
  }

  private PipelineStage before() {
    return new MultilayerPerceptronClassifier()
        .setLayers(LAYERS)
        .setMaxIter(maxIter)
        .setSeed(1)
        .setFeaturesCol("scaled");
  }

  private PipelineStage after() {
    return new NeuralNetworkClassifier()
        .setLayers(LAYERS)
        .setMaxIter(maxIter)
        .setSeed(1)
        .setFeaturesCol("scaled");
  }

  private static Score score(
      String name, PipelineStage classifier, Dataset<Row> train, Dataset<Row> test) {
    PipelineStage scaler = new MaxAbsScaler().setInputCol("features").setOutputCol("scaled");
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {scaler, classifier});
    long start = System.nanoTime();
    PipelineModel model = pipeline.fit(train);
    double seconds = (System.nanoTime() - start) * 1e-9;
    double accuracy =
        ConfusionMatrix.of(model.transform(test), col("label"), col("prediction"), Digits.CLASSES)
            .accuracy();
    return new Score(name, accuracy, seconds);
  }

  /** Spark's perceptron takes only vectors; ours would take the arrays as well. */
  private static Dataset<Row> vectors(SparkSession spark, long seed, int rows) {
    return new Digits(seed, rows)
        .toDataset(spark)
        .select(
            functions.array_to_vector(col("image").cast("array<double>")).as("features"),
            col("label"));
  }

  /** Returns a table with a line for each score. */
  static String table(List<Score> scores) {
    StringBuilder table = new StringBuilder();
    table.append(String.format(Locale.ROOT, "%-30s %9s %8s", "estimator", "accuracy", "seconds"));
    for (Score score : scores) {
      table.append(
          String.format(
              Locale.ROOT,
              "%n%-30s %9.4f %8.1f",
              score.estimator(),
              score.accuracy(),
              score.seconds()));
    }
    return table.toString();
  }
}
