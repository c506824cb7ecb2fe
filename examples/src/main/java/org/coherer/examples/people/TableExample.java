package org.coherer.examples.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.coherer.ml.NeuralNetworkClassificationModel;
import org.coherer.ml.NeuralNetworkClassifier;

/**
 * From a file of comma-separated values to scores, as docs/tables.md shows it between the two
 * markers; Scala's and Python's programs there are line by line the same.
 */
public final class TableExample {

  private TableExample() {}

  /**
   * Trains, evaluates, saves, loads and scores, a stream as well.
   *
   * @param arguments a new folder for the files
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    writePeople(folder);
    try (SparkSession spark = SparkSession.builder().appName("Coherer table").getOrCreate()) {
      run(spark, folder.toUri().toString());
    }
  }

  /** Writes the files that the program reads. */
  static void writePeople(Path folder) throws IOException {
    new People(1, 6_000).write(folder.resolve("people.csv"));
    new People(2, 1_000).write(Files.createDirectory(folder.resolve("incoming")).resolve("a.csv"));
  }

  static void run(SparkSession spark, String folder) throws Exception {
    // TABLE: begin
    Dataset<Row> people =
        spark.read().option("header", true).option("inferSchema", true).csv(folder + "people.csv");
    Dataset<Row>[] parts = people.randomSplit(new double[] {0.8, 0.2}, 1);

    NeuralNetworkClassificationModel model =
        new NeuralNetworkClassifier()
            .setFeaturesCols("age", "hours", "job", "town", "member", "since")
            .setLabelCol("income")
            .setPredictedLabelCol("found")
            .setHandleInvalid("impute")
            .fit(parts[0]);
    System.out.println(model.evaluate(parts[1]));
    model.write().overwrite().save(folder + "income-model");

    NeuralNetworkClassificationModel loaded =
        NeuralNetworkClassificationModel.load(folder + "income-model");
    loaded.transform(parts[1]).select("age", "job", "income", "found").show(5);
    StreamingQuery stream =
        loaded
            .transform(
                spark
                    .readStream()
                    .schema(people.schema())
                    .option("header", true)
                    .csv(folder + "incoming"))
            .writeStream()
            .option("checkpointLocation", folder + "checkpoint")
            .trigger(Trigger.AvailableNow())
            .start(folder + "scored");
    stream.awaitTermination();
    // TABLE: end
  }
}
