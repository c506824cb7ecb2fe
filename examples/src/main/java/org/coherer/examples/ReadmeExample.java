package org.coherer.examples;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.coherer.ml.NeuralNetworkClassificationModel;
import org.coherer.ml.NeuralNetworkClassifier;

/** The example that README.md shows, between the two markers. */
public final class ReadmeExample {

  private ReadmeExample() {}

  /** Trains on {@code people.csv}, evaluates and saves. */
  public static void main(String[] arguments) throws Exception {
    // README: begin
    SparkSession spark = SparkSession.builder().getOrCreate();
    Dataset<Row> people =
        spark.read().option("header", true).option("inferSchema", true).csv("people.csv");
    Dataset<Row>[] parts = people.randomSplit(new double[] {0.8, 0.2}, 1);
    NeuralNetworkClassificationModel model =
        new NeuralNetworkClassifier()
            .setFeaturesCols("age", "hours", "job", "town", "member", "since")
            .setLabelCol("income")
            .setHandleInvalid("impute")
            .fit(parts[0]);
    System.out.println(model.evaluate(parts[1]));
    model.write().overwrite().save("income-model");
    // README: end
    spark.stop();
  }
}
