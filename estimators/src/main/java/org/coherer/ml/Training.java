package org.coherer.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.data.CacheSize;
import org.coherer.connector.data.FeatureBinding;
import org.coherer.connector.data.ShardingPlan;
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

  /**
   * Finds the columns to train on.
   *
   * @throws IllegalArgumentException if one is missing or of the wrong type
   */
  static TrainingColumns columnsOf(NeuralNetworkClassifier classifier, StructType schema) {
    FeatureBinding features = classifier.bind(schema, classifier.getFeaturesCol());
    TrainingColumns columns =
        new TrainingColumns(
            features,
            classifier.getLabelCol(),
            name(classifier, classifier.weightCol()),
            name(classifier, classifier.validationIndicatorCol()));
    columns.checkIn(schema);
    return columns;
  }

  /** Returns null if the Param is not set, or empty. */
  private static String name(NeuralNetworkClassifier classifier, Param<String> param) {
    String name = classifier.isSet(param) ? classifier.getOrDefault(param) : "";
    return name.isEmpty() ? null : name;
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
    if (exchange().shardOptimizerState()) {
      description.checkShardable();
    }
    ShardingPlan sharding = sharding(data, description, workers);
    long cacheBytes =
        CacheSize.of(
            spark.getConf(),
            classifier.isSet(classifier.cacheMemory()) ? classifier.getCacheMemory() : null);
    // Also checked before any row is read: all that the plan is made of.
    plan(network, sharding.layout(), workers, cacheBytes, false);
    try (Shards shards = Shards.of(data, sharding)) {
      TrainingPlan plan =
          plan(network, sharding.layout(), workers, cacheBytes, shards.validationRows() > 0);
      TrainingResult result =
          new BarrierTrainer(spark).train(plan, shards.byRank(), new ProgressLog());
      return PackedNetwork.pack(engine, network, result.parameters());
    }
  }

  private ShardingPlan sharding(Dataset<?> data, NetworkDescription network, int workers) {
    TrainingColumns columns = columnsOf(classifier, data.schema());
    columns.features().checkLength(network.inputLength());
    RecordLayout layout =
        new RecordLayout(
            network.inputLength(),
            columns.features().kind().recordType(),
            classifier.rescaling(),
            new TargetEncoding.ClassIndex(network.outputLength()));
    return new ShardingPlan(
        columns,
        layout,
        workers,
        classifier.getBatchSize(),
        classifier.invalidPolicy(),
        classifier.getValidationFraction(),
        classifier.getStratified(),
        classifier.getSeed());
  }

  private TrainingPlan plan(
      String description, RecordLayout layout, int workers, long cacheBytes, boolean validated) {
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
        cacheBytes,
        validated,
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
            classifier.isSet(classifier.bucketSize()) ? classifier.getBucketSize() : null,
            classifier.isSet(classifier.shardOptimizerState())
                ? classifier.getShardOptimizerState()
                : null);
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
