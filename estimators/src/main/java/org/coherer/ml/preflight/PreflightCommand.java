package org.coherer.ml.preflight;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.SparkSession;
import org.coherer.connector.cluster.ClusterView;
import org.coherer.connector.preflight.PreflightReport;

/**
 * The pre-flight of an application as a program for spark-submit: prints the report, and ends with
 * exit code 1 if there are errors.
 *
 * <table>
 * <caption>Arguments, all of them optional</caption>
 * <tr><th>argument</th><th>is</th></tr>
 * <tr><td>{@code --estimator PATH}</td><td>a saved estimator of Coherer, or a saved pipeline</td></tr>
 * <tr><td>{@code --data PATH}</td><td>the rows, of which only the schema is looked at</td></tr>
 * <tr><td>{@code --format NAME}</td><td>their format; {@code parquet} if it is not set</td></tr>
 * </table>
 */
public final class PreflightCommand {

  private static final List<String> OPTIONS = List.of("--estimator", "--data", "--format");

  private PreflightCommand() {}

  /** Runs the program. */
  public static void main(String[] arguments) {
    Map<String, String> options = parse(arguments);
    SparkSession spark = SparkSession.builder().appName("pre-flight").getOrCreate();
    PreflightReport report;
    try {
      report = report(spark, options);
    } finally {
      spark.stop();
    }
    System.out.print(report.text());
    System.out.flush();
    if (!report.errors().isEmpty()) {
      System.exit(1);
    }
  }

  /** Waits for the executors that were asked for, as a fit does. */
  static PreflightReport report(SparkSession spark, Map<String, String> options) {
    Examination examination = new Examination(new ClusterView(spark.sparkContext(), true));
    if (options.containsKey("--estimator")) {
      PipelineStage stage = SavedStages.load(spark, options.get("--estimator"));
      String format = options.getOrDefault("--format", "parquet");
      new StageWalk(spark, examination)
          .through(stage, spark.read().format(format).load(options.get("--data")));
    } else {
      examination.addSlots();
    }
    return examination.report();
  }

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException if there are others, or one of a pair is missing
   */
  static Map<String, String> parse(String... arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            "Invalid argument '"
                + arguments[i]
                + "' (must be --estimator PATH, --data PATH or --format NAME)");
      }
      options.put(arguments[i], arguments[i + 1]);
    }
    if (options.containsKey("--estimator") != options.containsKey("--data")) {
      throw new IllegalArgumentException(
          "--estimator and --data need each other (name both, or neither)");
    }
    return options;
  }
}
