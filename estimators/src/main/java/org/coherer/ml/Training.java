package org.coherer.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.coherer.connector.data.Shards;
import org.coherer.connector.data.TrainingColumns;
import org.coherer.connector.metrics.ProgressLog;
import org.coherer.connector.network.ExchangeSettings;
import org.coherer.connector.network.NetworkSettings;
import org.coherer.connector.preflight.Preflight;
import org.coherer.training.barrier.BarrierTrainer;
import org.coherer.training.barrier.TrainingResult;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.data.TargetEncoding;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkDescription;
import org.coherer.training.loop.TrainingPlan;

/**
 * What {@code fit} does: check everything that can be checked on the driver, shard the rows, run
 * the plan.
 */
final class Training {

  private final NeuralNetworkClassifier classifier;
  private final JavaSparkContext spark;
  private final Engine engine = Engines.named(Engines.DEFAULT);

  Training(NeuralNetworkClassifier classifier, JavaSparkContext spark) {
    this.classifier = classifier;
    this.spark = spark;
  }

  static TrainingColumns columnsOf(NeuralNetworkClassifier classifier) {
    String weight =
        classifier.isSet(classifier.weightCol()) && !classifier.getWeightCol().isEmpty()
            ? classifier.getWeightCol()
            : null;
    return new TrainingColumns(classifier.getFeaturesCol(), classifier.getLabelCol(), weight);
  }

  PackedNetwork run(Dataset<?> data) {
    if (data.isStreaming()) {
      throw new IllegalArgumentException(
          "Cannot train on a streaming DataFrame (train on a batch one; the model then scores streams)");
    }
    // First, for it is quick: describing the first network of a JVM loads native libraries.
    int workers = Preflight.workers(spark.sc(), classifier.getNumWorkers());
    String network = network();
    NetworkDescription description = engine.describe(network);
    if (!description.outputIsDistribution()) {
      throw new IllegalArgumentException(
          "The network's output is no probability distribution over classes (end it with an output layer with softmax"
              + " activation and a cross-entropy loss)");
    }
    checkThresholds(description.outputLength());
    RecordLayout layout =
        new RecordLayout(
            description.inputLength(), new TargetEncoding.ClassIndex(description.outputLength()));
    TrainingPlan plan = plan(network, layout, workers);
    try (Shards shards = Shards.of(data, columnsOf(classifier), layout, workers)) {
      TrainingResult result =
          new BarrierTrainer(spark).train(plan, shards.byRank(), new ProgressLog());
      return PackedNetwork.pack(engine, network, result.parameters());
    }
  }

  private TrainingPlan plan(String description, RecordLayout layout, int workers) {
    NetworkSettings network = new NetworkSettings(spark.getConf());
    List<String> transports =
        classifier.isSet(classifier.transports())
            ? Arrays.asList(classifier.getTransports())
            : null;
    String portRange = classifier.isSet(classifier.portRange()) ? classifier.getPortRange() : null;
    return new TrainingPlan(
        engine.name(),
        description,
        layout,
        classifier.isSet(classifier.learningRate()) ? classifier.getLearningRate() : null,
        classifier.getMaxIter(),
        classifier.getBatchSize(),
        classifier.getSeed(),
        workers,
        spark.getConf().getInt("spark.task.cpus", 1),
        network.timeouts(),
        network.options(transports, portRange),
        exchange());
  }

  private TrainingPlan.Exchange exchange() {
    return new ExchangeSettings(spark.getConf())
        .exchange(
            classifier.isSet(classifier.accumulateSteps()) ? classifier.getAccumulateSteps() : null,
            classifier.isSet(classifier.overlap()) ? classifier.getOverlap() : null,
            classifier.isSet(classifier.bucketSize()) ? classifier.getBucketSize() : null);
  }

  private String network() {
    boolean network = classifier.isSet(classifier.network());
    boolean layers = classifier.isSet(classifier.layers());
    if (network == layers) {
      throw new IllegalArgumentException(
          network
              ? "Both network and layers are set (clear one of them)"
              : "Neither network nor layers is set (set one of them)");
    }
    return network ? classifier.getNetwork() : engine.multilayerPerceptron(classifier.getLayers());
  }

  private void checkThresholds(int classes) {
    if (classifier.isDefined(classifier.thresholds())
        && classifier.getThresholds().length != classes) {
      throw new IllegalArgumentException(
          "thresholds has "
              + classifier.getThresholds().length
              + " values (must be one for each of the network's "
              + classes
              + " classes)");
    }
  }
}
