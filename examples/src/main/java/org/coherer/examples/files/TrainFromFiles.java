package org.coherer.examples.files;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.coherer.ml.Autoencoder;
import org.coherer.ml.AutoencoderModel;
import org.coherer.ml.NeuralNetworkClassificationModel;
import org.coherer.ml.NeuralNetworkClassifier;
import org.coherer.ml.network.Layers;
import org.coherer.ml.network.Network;

/**
 * Trains a small network straight from files of a format, as the format's page in docs/ shows it
 * between two markers; Scala's and Python's programs there are line by line the same.
 */
public final class TrainFromFiles {

  private TrainFromFiles() {}

  /**
   * Writes a small data set, trains on it, and prints how good the network is.
   *
   * @param arguments a format, and a folder in which a new one is made for the files
   * @throws IllegalArgumentException if there is no such format
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    try (SparkSession spark =
        SparkSession.builder().appName("Coherer from " + arguments[0]).getOrCreate()) {
      SampleFiles.write(spark, arguments[0], folder);
      train(spark, arguments[0], folder.toUri().toString()).show(5);
    }
  }

  /** Returns the rows with what the network says of them. */
  static Dataset<Row> train(SparkSession spark, String format, String folder) throws Exception {
    return switch (format) {
      case "idx" -> idx(spark, folder);
      case "cifar" -> cifar(spark, folder);
      case "tfrecord" -> tfrecord(spark, folder);
      case "npz" -> npz(spark, folder);
      case "webdataset" -> webdataset(spark, folder);
      case "npy" -> npy(spark, folder);
      case "safetensors" -> safetensors(spark, folder);
      case "imagefolder" -> imagefolder(spark, folder);
      default ->
          throw new IllegalArgumentException(
              "No program for the format '%s' (must be one of %s)"
                  .formatted(format, SampleFiles.FORMATS));
    };
  }

  private static Dataset<Row> idx(SparkSession spark, String folder) throws Exception {
    // idx: begin
    Dataset<Row> digits =
        spark
            .read()
            .format("idx")
            .option("split", "train")
            .option("scale", 1.0 / 255)
            .load(folder + "/idx");
    NeuralNetworkClassificationModel model =
        new NeuralNetworkClassifier()
            .setFeaturesCol("image")
            .setPredictedLabelCol("found")
            .setHiddenLayers(16)
            .setMaxIter(20)
            .fit(digits);
    System.out.println(model.evaluate(digits));
    // idx: end
    return model.transform(digits);
  }

  private static Dataset<Row> cifar(SparkSession spark, String folder) throws Exception {
    // cifar: begin
    Dataset<Row> photos =
        spark.read().format("cifar").option("split", "train").load(folder + "/cifar");
    NeuralNetworkClassificationModel model =
        new NeuralNetworkClassifier()
            .setFeaturesCol("image")
            .setInputScale(1.0 / 255)
            .setPredictedLabelCol("found")
            .setHiddenLayers(16)
            .setMaxIter(20)
            .fit(photos);
    System.out.println(model.evaluate(photos));
    // cifar: end
    return model.transform(photos);
  }

  private static Dataset<Row> tfrecord(SparkSession spark, String folder) throws Exception {
    // tfrecord: begin
    Dataset<Row> animals = spark.read().format("tfrecord").load(folder + "/tfrecord");
    NeuralNetworkClassificationModel model =
        new NeuralNetworkClassifier()
            .setFeaturesCol("features")
            .setPredictedLabelCol("found")
            .setHiddenLayers(16)
            .setMaxIter(20)
            .fit(animals);
    System.out.println(model.evaluate(animals));
    // tfrecord: end
    return model.transform(animals);
  }

  private static Dataset<Row> npz(SparkSession spark, String folder) throws Exception {
    // npz: begin
    Dataset<Row> points = spark.read().format("npz").load(folder + "/npz");
    NeuralNetworkClassificationModel model =
        new NeuralNetworkClassifier()
            .setFeaturesCol("x")
            .setLabelCol("y")
            .setPredictedLabelCol("found")
            .setHiddenLayers(16)
            .setMaxIter(20)
            .fit(points);
    System.out.println(model.evaluate(points));
    // npz: end
    return model.transform(points);
  }

  private static Dataset<Row> webdataset(SparkSession spark, String folder) throws Exception {
    // webdataset: begin
    Dataset<Row> letters = spark.read().format("webdataset").load(folder + "/webdataset");
    NeuralNetworkClassificationModel model =
        new NeuralNetworkClassifier()
            .setFeaturesCol("pixels")
            .setLabelCol("cls")
            .setInputScale(1.0 / 255)
            .setPredictedLabelCol("found")
            .setHiddenLayers(16)
            .setMaxIter(20)
            .fit(letters);
    System.out.println(model.evaluate(letters));
    // webdataset: end
    return model.transform(letters);
  }

  private static Dataset<Row> npy(SparkSession spark, String folder) throws Exception {
    // npy: begin
    Dataset<Row> points = spark.read().format("npy").load(folder + "/npy");
    AutoencoderModel model =
        new Autoencoder()
            .setFeaturesCol("value")
            .setLayers(4, 2, 4)
            .setBatchSize(8)
            .setLearningRate(0.01)
            .setMaxIter(30)
            .fit(points);
    model.transform(points).select("anomalyScore").show(5);
    // npy: end
    return model.transform(points);
  }

  private static Dataset<Row> safetensors(SparkSession spark, String folder) throws Exception {
    // safetensors: begin
    Dataset<Row> words = spark.read().format("safetensors").load(folder + "/safetensors");
    AutoencoderModel model =
        new Autoencoder()
            .setFeaturesCol("values")
            .setLayers(4, 2, 4)
            .setBatchSize(8)
            .setLearningRate(0.01)
            .setMaxIter(30)
            .fit(words);
    model.transform(words).select("anomalyScore").show(5);
    // safetensors: end
    return model.transform(words);
  }

  private static Dataset<Row> imagefolder(SparkSession spark, String folder) throws Exception {
    // imagefolder: begin
    Dataset<Row> pets =
        spark
            .read()
            .format("imagefolder")
            .option("output", "uint8")
            .option("resize", "36")
            .option("crop", "32")
            .load(folder + "/imagefolder");
    Network network =
        Network.sequential(
            Layers.input(32, 32, 3),
            Layers.conv2d(16, 3).activation("relu"),
            Layers.maxPooling2d(2),
            Layers.flatten(),
            Layers.dense(2, "softmax"));
    NeuralNetworkClassificationModel model =
        new NeuralNetworkClassifier()
            .setNetwork(network)
            .setInputScale(1 / 255.0)
            .setPredictedLabelCol("found")
            .setMaxIter(5)
            .fit(pets);
    System.out.println(model.evaluate(pets));
    // imagefolder: end
    return model.transform(pets);
  }
}
