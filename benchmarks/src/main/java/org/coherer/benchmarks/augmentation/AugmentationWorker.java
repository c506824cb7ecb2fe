package org.coherer.benchmarks.augmentation;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.coherer.benchmarks.spark.LocalSession;
import org.coherer.ml.NeuralNetworkClassificationModel;
import org.coherer.ml.NeuralNetworkClassifier;

/** A process that is driver and executor in one, and trains with and without augmentation. */
final class AugmentationWorker implements Worker {

  /** Trains without augmentation: the case, epochs, the seed. Answers as {@link Fitted} says. */
  static final String PLAIN = "plain";

  /** Trains with it: the same. */
  static final String VARIED = "varied";

  /** In place of a folder: drawn digits. */
  static final String DIGITS = "digits";

  private static final int SLOTS = 2;
  private static final double LARGEST_PIXEL = 255;
  private static final double RATE = 2e-3;

  private final SparkSession spark;
  private final ImageRows images;
  private final Map<String, Dataset<Row>> training = new HashMap<>();
  private final Dataset<Row> test;

  private AugmentationWorker(Path folder, String images) {
    this.spark = LocalSession.open("augmentation", SLOTS, folder.resolve("spark"));
    this.images = new ImageRows(spark, images);
    this.test = this.images.test().cache();
  }

  /** Serves the parent; the arguments are a folder for files, and where images are. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new AugmentationWorker(Path.of(arguments[0]), arguments[1]));
  }

  @Override
  public String answer(Request request) {
    boolean varied = request.verb().equals(VARIED);
    if (!varied && !request.verb().equals(PLAIN)) {
      throw request.unknown();
    }
    Case each = Case.of(request.text(0));
    NeuralNetworkClassifier classifier =
        new NeuralNetworkClassifier()
            .setFeaturesCol("image")
            .setNetwork(each.network())
            .setOptimizer("adam")
            .setLearningRate(RATE)
            .setLearningRateSchedule("cosine")
            .setInputScale(1 / LARGEST_PIXEL)
            .setBatchSize(each.batch())
            .setNumWorkers(each.workers())
            .setMaxIter(request.number(1))
            .setSeed(request.number(2));
    if (varied) {
      classifier.setAugmentation(each.augmentation());
    }
    int number = each == Case.GREY ? Math.max(1, request.number(2)) : 1;
    NeuralNetworkClassificationModel model =
        classifier.fit(
            training.computeIfAbsent(each.label() + number, key -> images.training(each, number)));
    boolean looks = each == Case.GREY;
    return new Fitted(looks ? model.evaluate(test).accuracy() : Double.NaN, seconds(model))
        .encode();
  }

  private static double seconds(NeuralNetworkClassificationModel model) {
    return Summary.of(
            model.summary().trainingHistory().epochs().stream()
                .skip(1)
                .mapToDouble(epoch -> epoch.times().total())
                .toArray())
        .median();
  }

  @Override
  public void close() {
    spark.stop();
  }
}
