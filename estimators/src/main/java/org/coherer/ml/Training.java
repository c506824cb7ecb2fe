package org.coherer.ml;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.coherer.connector.cluster.NetworkSettings;
import org.coherer.connector.cluster.Preflight;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.connector.progress.ProgressLog;
import org.coherer.connector.shard.ShardBalance;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.connector.shard.Shards;
import org.coherer.connector.shard.ValidationSplit;
import org.coherer.ml.persistence.Provenance;
import org.coherer.ml.persistence.Versions;
import org.coherer.training.barrier.BarrierTrainer;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.plan.DataPlan;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.NetworkPlan;
import org.coherer.training.plan.OverlapMode;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.plan.TransportPlan;
import org.coherer.training.plan.Workers;
import org.coherer.training.trainer.TrainingResult;
import org.coherer.training.trainer.TrainingStart;

/**
 * What {@code fit} does: check everything that can be checked on the driver, shard the rows, run
 * the plan.
 */
final class Training {

  private final TrainingParams<?> params;
  private final Task task;
  private final Dataset<?> data;
  private final JavaSparkContext spark;
  private final Engine engine;

  /**
   * Creates one.
   *
   * @param params with Spark-wide defaults filled in
   * @throws IllegalArgumentException if the engine that they name is not on the class path
   */
  Training(TrainingParams<?> params, Task task, Dataset<?> data) {
    this.params = params;
    this.task = task;
    this.data = data;
    this.engine = Engines.named(params.getEngine());
    this.spark = JavaSparkContext.fromSparkContext(data.sparkSession().sparkContext());
  }

  /**
   * Returns about how many bytes of memory the model will take. Reads no row.
   *
   * @throws UnsupportedOperationException if only the file knows that training is to start from
   */
  long modelSize() {
    if (params.isSet(params.initialModelPath())) {
      throw new UnsupportedOperationException(
          "Cannot tell the size of a model that starts from initialModelPath before it is there");
    }
    NetworkSpec network = new NetworkChoice(params, task, engine, spark.sc()).start().network();
    return PackedNetwork.sizeInBytes(network, engine.describe(network).parameterCount());
  }

  TrainedNetwork run() {
    Instant began = Instant.now();
    if (data.isStreaming()) {
      throw new IllegalArgumentException(
          "Cannot train on a streaming DataFrame (train on a batch one; the model then scores"
              + " streams)");
    }
    // First, for it is quick: describing the first network of a JVM loads native libraries.
    int workers = Preflight.workers(spark.sc(), params.getNumWorkers());
    NetworkChoice.Start start = new NetworkChoice(params, task, engine, spark.sc()).start();
    NetworkShape shape = engine.describe(start.network());
    ShardingPlan sharding = sharding(shape, workers);
    if (params.getShardOptimizerState()) {
      shape.checkShardable();
    }
    // Also checked before any row is read: all that the plan is made of.
    plan(start.network(), sharding, sharding.mayValidate());
    try (Shards shards = Shards.of(data, sharding)) {
      TrainingPlan plan = plan(start.network(), sharding, shards.validationRows() > 0);
      TrainingResult result =
          new BarrierTrainer(spark)
              .train(
                  plan,
                  shape,
                  new TrainingStart(
                      start.parameters(), start.optimizerState(), params.getKeepOptimizerState()),
                  shards.byRank(),
                  new ProgressLog(params.getVerbosity()));
      return new TrainedNetwork(
          PackedNetwork.pack(start.network(), shape, result.parameters()),
          result.optimizerState(),
          task.labels(data.schema(), shape),
          provenance(shards, workers, began),
          result.history());
    }
  }

  private Provenance provenance(Shards shards, int workers, Instant began) {
    return new Provenance(
        data.schema().json(),
        shards.trainingRows(),
        shards.validationRows(),
        Versions.current(engine),
        params.getSeed(),
        workers,
        began,
        Duration.between(began, Instant.now()).toNanos() / 1e9,
        Provenance.paramsOf(params));
  }

  private ShardingPlan sharding(NetworkShape shape, int workers) {
    TrainingColumns columns = task.columns(data.schema());
    RecordLayout layout =
        new RecordLayout(
            shape.inputLength(), columns.recordType(), params.rescaling(), task.target(shape));
    return new ShardingPlan(
        columns,
        shape.inputs().stream().map(NetworkShape.Input::length).toList(),
        layout,
        params.invalidPolicy(),
        task.classWeights(),
        new ShardBalance(workers, SynonymParams.batchSize(params), task.stratified()),
        new ValidationSplit(params.getValidationFraction(), params.getSeed()));
  }

  private TrainingPlan plan(NetworkSpec network, ShardingPlan sharding, boolean validated) {
    NetworkSettings settings = new NetworkSettings(spark.getConf());
    Double rate = SynonymParams.learningRate(params);
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
        new Exchange(
            params.getAccumulateSteps(),
            OverlapMode.named(params.getOverlap()),
            params.getBucketSize(),
            params.getShardOptimizerState()),
        new TransportPlan(
            settings.timeouts(),
            settings.options(Arrays.asList(params.getTransports()), params.getPortRange())),
        ChosenControls.of(params, sharding.mayValidate()));
  }
}
