package org.coherer.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.SparkSession;
import org.coherer.ml.NeuralNetworkClassificationModel;
import org.coherer.ml.NeuralNetworkClassifier;
import org.coherer.ml.evaluation.ClassificationEvaluation;

/**
 * Trains a small convolutional network on all executors, saves it in a pipeline, loads it in a new
 * session and scores again. Runs on any cluster, through {@code bin/quickstart} or {@code
 * spark-submit}.
 *
 * <p>The last line on standard output begins with {@code quickstart} and holds the results as
 * {@code key=value}.
 */
public final class Quickstart {

  private static final int BATCH_SIZE = 64;
  private static final long SEED = 7;

  private final QuickstartOptions options;
  private final ModelDirectory output;
  private final PrintStream out;

  private Quickstart(QuickstartOptions options, ModelDirectory output, PrintStream out) {
    this.options = options;
    this.output = output;
    this.out = out;
  }

  /** Runs it; what is wrong with the options or the input ends it with exit status 2. */
  public static void main(String[] arguments) throws IOException {
    try {
      QuickstartOptions options = QuickstartOptions.parse(arguments);
      if (options.help()) {
        System.out.println(QuickstartOptions.USAGE);
        return;
      }
      String output =
          options.output().isPresent()
              ? options.output().get()
              : Files.createTempDirectory("coherer-quickstart-").resolve("model").toString();
      new Quickstart(options, new ModelDirectory(output), System.out).run();
    } catch (IllegalArgumentException e) {
      System.err.println("quickstart: " + e.getMessage());
      System.exit(2);
    }
  }

  /** What is left of the first session. */
  private record Trained(
      ImageNetwork network, int executors, long rows, double seconds, double accuracy) {}

  private void run() throws IOException {
    Trained trained;
    try (SparkSession spark = session()) {
      trained = train(spark);
      sayWhereLogsAre(spark);
    }
    double reloadedAccuracy;
    try (SparkSession spark = session()) {
      say("Loading the model from %s in a new session", output.path());
      PipelineModel model = PipelineModel.load(output.path());
      reloadedAccuracy = evaluate(model, data(spark)).accuracy();
    }
    QuickstartReport report =
        new QuickstartReport(
            trained.accuracy(),
            reloadedAccuracy,
            trained.seconds(),
            trained.rows() * options.epochs(),
            trained.executors(),
            output.path());
    say("%s", report.line());
  }

  private Trained train(SparkSession spark) throws IOException {
    output.checkReplaceable(spark.sparkContext().hadoopConfiguration());
    QuickstartData data = data(spark);
    ImageNetwork network = data.network();
    long rows = data.train().count();
    say(
        "Training on %s: %d images of %d x %d pixels, %d classes, %d workers, %d epochs",
        data.name(),
        rows,
        network.side(),
        network.side(),
        network.classes(),
        options.workers(),
        options.epochs());

    long start = System.nanoTime();
    PipelineModel model = pipeline(network).fit(data.train());
    double seconds = (System.nanoTime() - start) * 1e-9;
    int executors = executors(spark);

    ClassificationEvaluation evaluation = evaluate(model, data);
    say("%s", evaluation.text());
    say("Test accuracy %.4f after %.1f s of training", evaluation.accuracy(), seconds);
    output.save(model, spark.sparkContext().hadoopConfiguration());
    return new Trained(network, executors, rows, seconds, evaluation.accuracy());
  }

  private Pipeline pipeline(ImageNetwork network) {
    NeuralNetworkClassifier classifier =
        new NeuralNetworkClassifier()
            .setNetwork(network.json())
            .setFeaturesCol("image")
            .setLabelCol("label")
            .setMaxIter(options.epochs())
            .setBatchSize(BATCH_SIZE)
            .setSeed(SEED)
            .setNumWorkers(options.workers());
    return new Pipeline().setStages(new PipelineStage[] {classifier});
  }

  private static ClassificationEvaluation evaluate(PipelineModel model, QuickstartData data) {
    return ((NeuralNetworkClassificationModel) model.stages()[0]).evaluate(data.test());
  }

  private QuickstartData data(SparkSession spark) {
    return options.data().isPresent()
        ? QuickstartData.idx(spark, options.data().get())
        : QuickstartData.digits(spark);
  }

  private static SparkSession session() {
    return SparkSession.builder().appName("Coherer quickstart").getOrCreate();
  }

  /** The executors that are registered; with a local master, the driver alone. */
  private static int executors(SparkSession spark) {
    int withDriver = spark.sparkContext().statusTracker().getExecutorInfos().length;
    return Math.max(1, withDriver - 1);
  }

  /** A local-cluster leaves its executors' output in the Spark home. */
  private void sayWhereLogsAre(SparkSession spark) {
    String home = System.getenv("SPARK_HOME");
    if (home != null && spark.sparkContext().master().startsWith("local-cluster")) {
      Path logs = Path.of(home, "work", spark.sparkContext().applicationId());
      say("The executors' logs are in %s", logs);
    }
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
