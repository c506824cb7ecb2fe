package org.coherer.ml.fit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.coherer.connector.cluster.CohererConf;
import org.coherer.connector.cluster.Placement;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.memory.FitMemory;
import org.coherer.connector.preflight.FitExamination;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.connector.shard.Shards;
import org.coherer.ml.checkpoint.FitCheckpoints;
import org.coherer.ml.checkpoint.FitRows;
import org.coherer.ml.checkpoint.PlannedFit;
import org.coherer.ml.embedding.EmbeddingTables;
import org.coherer.ml.embedding.TablesOfFit;
import org.coherer.ml.fit.input.AugmentedImages;
import org.coherer.ml.fit.input.DataSizes;
import org.coherer.ml.fit.input.RowShape;
import org.coherer.ml.fit.report.FitReporting;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.persistence.Machine;
import org.coherer.ml.persistence.Provenance;
import org.coherer.ml.persistence.Versions;
import org.coherer.ml.score.PackedNetwork;
import org.coherer.ml.task.Task;
import org.coherer.ml.trainer.TrainerKind;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.TableEncoding;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.plan.Attempts;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.plan.Workers;
import org.coherer.training.trainer.Trainer;
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
  private final TablesOfFit tables;

  /**
   * Creates a fit runner.
   *
   * @param params those of the estimator, with Spark-wide defaults filled in
   * @param task the estimator's, with the same Params
   * @throws IllegalArgumentException if the engine that they name is not on the class path, or if a
   *     network takes the shape of its input from rows and there are none
   */
  public FitRunner(TrainingParams<?> params, Task task, Dataset<?> data) {
    this.params = RowShape.completed(params, task, data);
    this.task = this.params == params ? task : task.with(this.params);
    this.data = data;
    this.engine = InvalidParamException.naming("engine", () -> Engines.named(params.getEngine()));
    this.spark = JavaSparkContext.fromSparkContext(data.sparkSession().sparkContext());
    this.conf = CohererConf.of(data.sparkSession());
    this.tables = new TablesOfFit(params, spark.sc());
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
   * Looks at everything that {@link #run} checks before it reads the rows.
   *
   * @param placement how many workers there would be
   */
  public FitExamination examine(Placement placement) {
    int workers = Math.max(1, placement.workers());
    DataSizes sizes = DataSizes.before(params, task, data);
    Draft draft = draft(Draft.provisional(sizes, task, workers), List.of());
    ShardingPlan sharding = new ShardingPlans(draft, data, workers).plan();
    checks().network(draft, sharding.layout());
    TrainingPlan plan = plan(draft, sharding, LearnedData.provisional(draft, sharding), workers);
    FitMemory memory = checks().memory(plan, draft.shape(), OptionalLong.empty());
    return new FitExamination(memory, checks().surroundings(plan).findings(plan, memory));
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
    int workers = checks().workers();
    checkpoints().check();
    try (FitReporting reporting = FitReporting.of(params, data.sparkSession())) {
      DataSizes sizes = DataSizes.before(params, task, data);
      return run(sizes, workers, new Running(workers, began, reporting));
    }
  }

  /**
   * What stays the same if the rows are read again.
   *
   * @param slots the most workers that there may be
   * @param began when fit was called
   * @param reporting who is told of it
   */
  private record Running(int slots, Instant began, FitReporting reporting) {}

  /**
   * Reads the rows and trains.
   *
   * @param workers for how many workers the rows are cut
   */
  private TrainedNetwork run(DataSizes sizes, int workers, Running running) {
    int slots = running.slots();
    Draft draft = draft(Draft.provisional(sizes, task, workers), List.of());
    ShardingPlan sharding = new ShardingPlans(draft, data, workers).plan();
    checks().network(draft, sharding.layout());
    // Also checked before any row is read: all that the plan is made of, and what it takes.
    TrainingPlan provisional =
        plan(draft, sharding, LearnedData.provisional(draft, sharding), slots);
    checks().surroundings(provisional, draft.shape(), OptionalLong.empty());
    int others;
    try (Shards shards = Shards.read(data, sharding, provisional)) {
      Planned planned = planned(draft, sharding, shards, sizes, slots);
      PlannedFit fit = planned.fit(shards, params);
      others =
          checkpoints()
              .otherWorkers(fit, count -> planned(count, shards, sizes, slots).fit(shards, params))
              .orElse(workers);
      if (others == workers) {
        return train(planned, fit, shards, running);
      }
    }
    LOG.info(
        "Reads the rows again, into {} shards rather than {}: the checkpoints of this fit have as many workers",
        others,
        workers);
    return run(sizes, others, running);
  }

  /**
   * A fit whose rows were read.
   *
   * @param draft what it does
   * @param classes the classes of its labels
   * @param learned what it has to know of its rows
   * @param plan what its workers do
   */
  private record Planned(
      Draft draft, LearnedClasses classes, LearnedData learned, TrainingPlan plan) {

    PlannedFit fit(Shards shards, TrainingParams<?> params) {
      TrainingStart start =
          new TrainingStart(
              draft.start().parameters(),
              draft.start().optimizerState(),
              params.getKeepOptimizerState());
      return new PlannedFit(
          plan,
          start,
          new FitRows(learned.trainingRows(), learned.validationRows(), shards.digest()));
    }
  }

  /** Returns the fit with another number of workers. */
  private Planned planned(int workers, Shards shards, DataSizes sizes, int slots) {
    Draft draft = draft(Draft.provisional(sizes, task, workers), List.of());
    ShardingPlan sharding = new ShardingPlans(draft, data, workers).plan();
    return planned(draft, sharding, shards, sizes, slots);
  }

  private Planned planned(
      Draft before, ShardingPlan sharding, Shards shards, DataSizes sizes, int slots) {
    LearnedClasses classes = LearnedClasses.of(task, before, sharding, shards.profile(), sizes);
    Draft draft = before;
    Optional<TableEncoding> table = Optional.empty();
    if (Alternatives.isPerceptron(params)) {
      long rows = shards.trainingRows() + shards.validationRows();
      FitRule rule =
          new FitRule(
              rows,
              sizes.features(),
              classes.outputs(task, sizes),
              task.hasClasses(),
              sharding.workers());
      draft = draft(rule, List.of());
      table = LearnedTable.of(draft, sharding, shards);
      if (table.isPresent()) {
        int width = LearnedTable.width(table.get());
        LearnedTable.checkLayers(params, width);
        draft = draft(rule.of(width), table.get().embeddings());
      }
      LOG.info("Chosen from {} rows: {}", rows, draft.chosen());
    }
    LearnedData learned = LearnedData.of(draft, sharding, shards, classes, table);
    return new Planned(draft, classes, learned, plan(draft, sharding, learned, slots));
  }

  private TrainedNetwork train(Planned planned, PlannedFit fit, Shards shards, Running running) {
    Draft draft = planned.draft();
    LearnedData learned = planned.learned();
    shards.prepare(ParamSynonyms.batchSize(draft.params()), learned.validated());
    checks().batch(planned.plan(), learned.trainingRows());
    checks().surroundings(planned.plan(), draft.shape(), OptionalLong.of(learned.trainingRows()));
    TrainingStart start =
        fit.start().with(checkpoints().of(fit, Versions.current(engine).coherer()));
    if (learned.layout().encoding() instanceof EmbeddingEncoding) {
      start = start.with(tables.start(draft.start().tables()));
    }
    TrainingResult result = train(planned, start, shards, running.reporting());
    shards.checkUnchanged();
    new HeldOutReport(draft, learned, planned.classes(), shards.profile().heldOutLabels())
        .log(result);
    return new TrainedNetwork(
        PackedNetwork.pack(
            draft.start().network(),
            draft.shape(),
            result.parameters(),
            EmbeddingTables.of(learned.layout().encoding(), result.tables())),
        result.optimizerState(),
        learned.preprocessing(labels(planned.classes(), draft)),
        provenance(draft, learned, planned.plan().workers().most(), running.began()),
        result.history(),
        result.calibration());
  }

  private TrainingResult train(
      Planned planned, TrainingStart start, Shards shards, FitReporting reporting) {
    Trainer trainer = TrainerKind.of(params).on(spark);
    TrainingPlan plan = planned.plan();
    NetworkShape shape = planned.draft().shape();
    return reporting
        .progress(planned.draft().params(), shape, planned.learned().validated())
        .during(events -> trainer.train(plan, shape, start, shards.byRank(), events));
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

  private TrainingPlan plan(Draft draft, ShardingPlan sharding, LearnedData learned, int slots) {
    return new RunPlans(draft.params(), workers(sharding, slots), conf, spark.getConf(), tables)
        .of(
            draft.start().network(),
            learned.layout(),
            learned.classes(),
            AugmentedImages.of(
                draft.params(), sharding.columns().inputs(), sharding.inputLengths()),
            sharding.mayValidate(),
            learned.validated());
  }

  private Workers workers(ShardingPlan sharding, int slots) {
    int most = Math.min(sharding.workers(), slots);
    int least = params.getMinWorkers() == 0 ? most : Math.min(most, params.getMinWorkers());
    int threads = spark.getConf().getInt("spark.task.cpus", 1);
    Attempts attempts = new Attempts(params.getMaxAttempts(), conf.recoversFromMemory());
    return new Workers(sharding.workers(), least, most, threads, attempts);
  }

  private FitCheckpoints checkpoints() {
    return new FitCheckpoints(params, spark.sc());
  }

  private FitChecks checks() {
    return new FitChecks(params, spark.sc(), engine);
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
