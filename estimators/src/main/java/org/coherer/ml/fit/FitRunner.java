package org.coherer.ml.fit;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.coherer.connector.cluster.CohererConf;
import org.coherer.connector.cluster.NetworkSettings;
import org.coherer.connector.cluster.Preflight;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.connector.progress.ProgressLog;
import org.coherer.connector.shard.ShardBalance;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.connector.shard.Shards;
import org.coherer.connector.shard.ValidationSplit;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.persistence.Machine;
import org.coherer.ml.persistence.Provenance;
import org.coherer.ml.persistence.Versions;
import org.coherer.ml.score.PackedNetwork;
import org.coherer.ml.score.Preprocessing;
import org.coherer.training.barrier.BarrierTrainer;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.data.Rescaling;
import org.coherer.training.data.TargetEncoding;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.plan.Controls;
import org.coherer.training.plan.DataPlan;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.Monitor;
import org.coherer.training.plan.NetworkPlan;
import org.coherer.training.plan.OverlapMode;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.plan.TransportPlan;
import org.coherer.training.plan.Workers;
import org.coherer.training.trainer.TrainingResult;
import org.coherer.training.trainer.TrainingStart;
import org.coherer.training.transport.TransportOptions;

/**
 * Runs a fit: checks everything that can be checked on the driver, shards the rows, runs the plan.
 */
public final class FitRunner {

  private final TrainingParams<?> params;
  private final Task task;
  private final Dataset<?> data;
  private final JavaSparkContext spark;
  private final CohererConf conf;
  private final Engine engine;

  /**
   * Creates a fit runner.
   *
   * @param params those of the estimator, with Spark-wide defaults filled in
   * @throws IllegalArgumentException if the engine that they name is not on the class path
   */
  public FitRunner(TrainingParams<?> params, Task task, Dataset<?> data) {
    this.params = params;
    this.task = task;
    this.data = data;
    this.engine = InvalidParamException.naming("engine", () -> Engines.named(params.getEngine()));
    this.spark = JavaSparkContext.fromSparkContext(data.sparkSession().sparkContext());
    this.conf = CohererConf.of(data.sparkSession());
  }

  /**
   * Returns about how many bytes of memory the model will take. Reads no row.
   *
   * @throws UnsupportedOperationException if only the file knows that training is to start from
   */
  public long modelSize() {
    if (params.isSet(params.initialModelPath())) {
      throw new UnsupportedOperationException(
          "Cannot tell the size of a model that starts from initialModelPath before it is there");
    }
    NetworkResolver resolver = new NetworkResolver(params, task, engine, spark.sc());
    NetworkSpec network = resolver.start().network();
    return PackedNetwork.sizeInBytes(network, describe(resolver, network).parameterCount());
  }

  /**
   * Trains the network.
   *
   * @throws IllegalArgumentException if anything is wrong before training starts
   */
  public TrainedNetwork run() {
    Instant began = Instant.now();
    checkNotStreaming();
    // First, for it is quick: describing the first network of a JVM loads native libraries.
    int workers = Preflight.workers(spark.sc(), params.getNumWorkers());
    NetworkResolver resolver = new NetworkResolver(params, task, engine, spark.sc());
    NetworkResolver.Start start = resolver.start();
    NetworkShape shape = describe(resolver, start.network());
    ShardingPlan sharding = sharding(resolver, shape, workers);
    if (params.getShardOptimizerState()) {
      InvalidParamException.naming(
          "shardOptimizerState",
          () -> {
            shape.checkShardable();
            return shape;
          });
    }
    // Also checked before any row is read: all that the plan is made of.
    plan(start.network(), sharding, sharding.mayValidate());
    try (Shards shards = Shards.of(data, sharding)) {
      TrainingPlan plan = plan(start.network(), sharding, shards.validationRows() > 0);
      checkBatch(sharding, shards.trainingRows());
      TrainingResult result =
          new BarrierTrainer(spark)
              .train(
                  plan,
                  shape,
                  new TrainingStart(
                      start.parameters(), start.optimizerState(), params.getKeepOptimizerState()),
                  shards.byRank(),
                  new ProgressLog(params.getVerbosity()));
      shards.checkUnchanged();
      return new TrainedNetwork(
          PackedNetwork.pack(start.network(), shape, result.parameters()),
          result.optimizerState(),
          task.labels(data.schema(), shape),
          provenance(shards, workers, began),
          result.history());
    }
  }

  /** The largest batch that a rank has has at least as many rows as the mean rank. */
  private static void checkBatch(ShardingPlan sharding, long rows) {
    long perRank = (rows + sharding.workers() - 1) / sharding.workers();
    InvalidParamException.naming(
        "batchSize",
        () -> {
          sharding.layout().checkBatch(Math.min(sharding.balance().batchSize(), perRank));
          return sharding;
        });
  }

  private void checkNotStreaming() {
    if (data.isStreaming()) {
      throw new IllegalArgumentException(
          "Cannot train on a streaming DataFrame (train on a batch one; the model then scores"
              + " streams)");
    }
  }

  private NetworkShape describe(NetworkResolver resolver, NetworkSpec network) {
    return InvalidParamException.naming(resolver.choices(), () -> engine.describe(network));
  }

  private Provenance provenance(Shards shards, int workers, Instant began) {
    double seconds = Duration.between(began, Instant.now()).toNanos() / 1e9;
    return new Provenance(
        new Provenance.Data(data.schema().json(), shards.trainingRows(), shards.validationRows()),
        Versions.current(engine),
        Machine.current(engine),
        new Provenance.Run(params.getSeed(), workers, began, seconds),
        Provenance.paramsOf(params));
  }

  private ShardingPlan sharding(NetworkResolver resolver, NetworkShape shape, int workers) {
    TrainingColumns columns = task.columns(data.schema()).to(shape);
    Rescaling rescaling = Preprocessing.rescaling(params);
    TargetEncoding target =
        InvalidParamException.naming(resolver.choices(), () -> task.target(shape));
    RecordLayout layout =
        new RecordLayout(shape.inputLength(), columns.recordType(), rescaling, target);
    return new ShardingPlan(
        columns,
        shape.inputs().stream().map(NetworkShape.Input::length).toList(),
        layout,
        Preprocessing.invalidPolicy(params),
        task.classWeights(),
        new ShardBalance(workers, ParamSynonyms.batchSize(params), task.stratified()),
        new ValidationSplit(params.getValidationFraction(), params.getSeed()));
  }

  private TrainingPlan plan(NetworkSpec network, ShardingPlan sharding, boolean validated) {
    Controls controls = TrainingControls.from(params, sharding.mayValidate());
    // Checked by the plan as well, which does not know that this is a Param.
    InvalidParamException.naming(
        "monitor", () -> Monitor.of(controls.stopping(), validated, sharding.layout().target()));
    Double rate = ParamSynonyms.learningRate(params);
    return new TrainingPlan(
        new NetworkPlan(network, rate == null ? NetworkPlan.OWN_RATE : rate),
        new DataPlan(
            sharding.layout(),
            params.getMaxIter(),
            sharding.balance().batchSize(),
            params.getSeed(),
            validated,
            params.getCacheMemory()),
        new Workers(sharding.workers(), spark.getConf().getInt("spark.task.cpus", 1)),
        exchange(),
        transport(sharding.workers()),
        controls);
  }

  private TransportPlan transport(int workers) {
    NetworkSettings settings = new NetworkSettings(conf, spark.getConf());
    TransportOptions options =
        settings.options(Arrays.asList(params.getTransports()), params.getPortRange());
    settings.checkPorts(options.ports(), workers);
    return new TransportPlan(settings.timeouts(), options);
  }

  private Exchange exchange() {
    OverlapMode overlap =
        InvalidParamException.naming("overlap", () -> OverlapMode.named(params.getOverlap()));
    InvalidParamException.naming(
        "bucketSize", () -> new Exchange(1, OverlapMode.AUTO, params.getBucketSize(), false));
    InvalidParamException.naming(
        List.of("overlap", "shardOptimizerState"),
        () -> new Exchange(1, overlap, 0, params.getShardOptimizerState()));
    return InvalidParamException.naming(
        List.of("bucketSize", "overlap", "shardOptimizerState"),
        () ->
            new Exchange(
                params.getAccumulateSteps(),
                overlap,
                params.getBucketSize(),
                params.getShardOptimizerState()));
  }
}
