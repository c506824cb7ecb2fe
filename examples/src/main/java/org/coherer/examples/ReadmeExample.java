package org.coherer.examples;

import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.coherer.examples.digits.Digits;
import org.coherer.ml.NeuralNetworkClassifier;

/** The example that README.md shows, between the two markers. */
public final class ReadmeExample {

  private ReadmeExample() {}

  /** Trains, scores and saves. */
  public static void main(String[] arguments) throws Exception {
    // README: begin
    SparkSession spark = SparkSession.builder().getOrCreate();
    Dataset<Row> train = new Digits(1, 12_000).toDataset(spark); // image: array<float>, label: int
    NeuralNetworkClassifier classifier =
        new NeuralNetworkClassifier().setFeaturesCol("image"); // what is not set follows the data
    PipelineModel model = new Pipeline().setStages(new PipelineStage[] {classifier}).fit(train);
    Dataset<Row> test = new Digits(2, 2_000).toDataset(spark);
    model.transform(test).groupBy("label", "prediction").count().show();
    model.write().overwrite().save("digits-model");
    // README: end
    spark.stop();
  }
}
