package org.coherer.ml.fit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.coherer.connector.cluster.CohererConf;
import org.coherer.connector.cluster.Preflight;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.progress.ProgressLog;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.connector.shard.Shards;
import org.coherer.ml.checkpoint.FitCheckpoints;
import org.coherer.ml.checkpoint.FitRows;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.persistence.Machine;
import org.coherer.ml.persistence.Provenance;
import org.coherer.ml.persistence.Versions;
import org.coherer.ml.score.PackedNetwork;
import org.coherer.ml.task.Task;
import org.coherer.training.barrier.BarrierTrainer;
import org.coherer.training.encoding.TableEncoding;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.trainer.Checkpointing;
import org.coherer.training.trainer.TrainingResult;
import org.coherer.training.trainer.TrainingStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a fit: checks everything that can be checked on the driver, reads and shards the rows,
 * chooses what they have to tell, runs the plan.
 */
public final class FitRunner {

  private static final Logger LOG = LoggerFactory.getLogger(FitRunner.class);

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
   * @param task the estimator's, with the same Params
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
   * Returns about how many bytes of memory the model will take; of a perceptron whose layers follow
   * the data, at most.
   *
   * @throws UnsupportedOperationException if only the file knows that training is to start from
   */
  public long modelSize() {
    if (params.isSet(params.initialModelPath())) {
      throw new UnsupportedOperationException(
          "Cannot tell the size of a model that starts from initialModelPath before it is there");
    }
    DataSizes sizes = DataSizes.before(params, task, data);
    int outputs = sizes.outputs() == 0 ? task.provisionalOutputs() : sizes.outputs();
    FitRule rule = new FitRule(Long.MAX_VALUE, sizes.features(), outputs, task.hasClasses(), 1);
    Draft draft =
        LearnedTable.largest(params, task, data.schema())
            .map(table -> draft(rule.of(LearnedTable.width(table)), table.embeddings()))
            .orElseGet(() -> draft(rule, List.of()));
    return PackedNetwork.sizeInBytes(draft.start().network(), draft.shape().parameterCount());
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
    checkpoints().check();
    DataSizes sizes = DataSizes.before(params, task, data);
    Draft draft = draft(Draft.provisional(sizes, task, workers), List.of());
    ShardingPlan sharding = new ShardingPlans(draft, data, workers).plan();
    checkOptimizer(draft);
    // Also checked before any row is read: all that the plan is made of.
    plan(draft, workers, sharding, LearnedData.provisional(draft, sharding));
    try (Shards shards = Shards.read(data, sharding)) {
      LearnedClasses classes = LearnedClasses.of(task, draft, sharding, shards.profile(), sizes);
      Learned learned =
          Alternatives.isPerceptron(params)
              ? chosen(sharding, shards, sizes, classes)
              : new Learned(draft, classes, Optional.empty());
      return train(learned, sharding, shards, began);
    }
  }

  /**
   * What is known of a fit once its rows were read.
   *
   * @param draft what it does
   * @param table how the columns of a table become numbers; empty if there is none, or they do so
   *     as before
   */
  private record Learned(Draft draft, LearnedClasses classes, Optional<TableEncoding> table) {}

  private Learned chosen(
      ShardingPlan sharding, Shards shards, DataSizes sizes, LearnedClasses classes) {
    long rows = shards.trainingRows() + shards.validationRows();
    FitRule rule =
        new FitRule(
            rows,
            sizes.features(),
            classes.outputs(task, sizes),
            task.hasClasses(),
            sharding.workers());
    Draft draft = draft(rule, List.of());
    Optional<TableEncoding> table = LearnedTable.of(draft, sharding, shards);
    if (table.isPresent()) {
      int width = LearnedTable.width(table.get());
      LearnedTable.checkLayers(params, width);
      draft = draft(rule.of(width), table.get().embeddings());
    }
    LOG.info("Chosen from {} rows: {}", rows, draft.chosen());
    return new Learned(draft, classes, table);
  }

  private TrainedNetwork train(Learned found, ShardingPlan sharding, Shards shards, Instant began) {
    Draft draft = found.draft();
    LearnedClasses classes = found.classes();
    LearnedData learned = LearnedData.of(draft, sharding, shards, classes, found.table());
    shards.prepare(ParamSynonyms.batchSize(draft.params()), learned.validated());
    TrainingPlan plan = plan(draft, sharding.workers(), sharding, learned);
    checkBatch(plan, learned.trainingRows());
    TrainingResult result = train(plan, draft, learned, shards);
    shards.checkUnchanged();
    new HeldOutReport(draft, learned, classes, shards.profile().heldOutLabels()).log(result);
    return new TrainedNetwork(
        PackedNetwork.pack(draft.start().network(), draft.shape(), result.parameters()),
        result.optimizerState(),
        learned.preprocessing(labels(classes, draft)),
        provenance(draft, learned, sharding.workers(), began),
        result.history(),
        result.calibration());
  }

  private Draft draft(FitRule rule, List<Integer> embeddings) {
    return Draft.of(params, rule, embeddings, task, engine, spark.sc());
  }

  private ClassLabels labels(LearnedClasses classes, Draft draft) {
    DataType type = draft.task().labelType(data.schema());
    return classes
        .labels(task, type)
        .orElseGet(
            () ->
                draft.preprocessing().labels().texts().isEmpty()
                    ? draft.task().labels(data.schema(), draft.shape())
                    : draft.preprocessing().labels());
  }

  private TrainingPlan plan(Draft draft, int workers, ShardingPlan sharding, LearnedData learned) {
    return new RunPlans(draft.params(), workers, conf, spark.getConf())
        .of(
            draft.start().network(),
            learned.layout(),
            learned.classes(),
            sharding.mayValidate(),
            learned.validated());
  }

  private FitCheckpoints checkpoints() {
    return new FitCheckpoints(params, spark.sc());
  }

  private TrainingResult train(TrainingPlan plan, Draft draft, LearnedData learned, Shards shards) {
    TrainingStart start =
        new TrainingStart(
            draft.start().parameters(),
            draft.start().optimizerState(),
            params.getKeepOptimizerState());
    Optional<Checkpointing> checkpoints =
        checkpoints()
            .of(
                plan,
                start,
                new FitRows(learned.trainingRows(), learned.validationRows(), shards.digest()),
                Versions.current(engine).coherer());
    return new BarrierTrainer(spark)
        .train(
            plan,
            draft.shape(),
            start.with(checkpoints),
            shards.byRank(),
            new ProgressLog(params.getVerbosity()));
  }

  private void checkOptimizer(Draft draft) {
    if (params.getShardOptimizerState()) {
      InvalidParamException.naming(
          "shardOptimizerState",
          () -> {
            draft.shape().checkShardable();
            return draft;
          });
    }
  }

  /** The largest batch that a rank has has at least as many rows as the mean rank. */
  private static void checkBatch(TrainingPlan plan, long rows) {
    int workers = plan.workers().count();
    long perRank = (rows + workers - 1) / workers;
    InvalidParamException.naming(
        "batchSize",
        () -> {
          plan.data().layout().checkBatch(Math.min(plan.data().batchSize(), perRank));
          return plan;
        });
  }

  private void checkNotStreaming() {
    if (data.isStreaming()) {
      throw new IllegalArgumentException(
          "Cannot train on a streaming DataFrame (train on a batch one; the model then scores"
              + " streams)");
    }
  }

  private Provenance provenance(Draft draft, LearnedData learned, int workers, Instant began) {
    double seconds = Duration.between(began, Instant.now()).toNanos() / 1e9;
    return new Provenance(
        new Provenance.Data(data.schema().json(), learned.trainingRows(), learned.validationRows()),
        Versions.current(engine),
        Machine.current(engine),
        new Provenance.Run(params.getSeed(), workers, began, seconds),
        Provenance.paramsOf(draft.params()));
  }
}
