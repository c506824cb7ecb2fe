package org.coherer.ml.preflight;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.coherer.connector.cluster.ClusterView;
import org.coherer.connector.cluster.CohererConf;
import org.coherer.connector.cluster.FitSurroundings;
import org.coherer.connector.cluster.Placement;
import org.coherer.connector.cluster.SessionText;
import org.coherer.connector.memory.FitMemory;
import org.coherer.connector.preflight.DynamicAllocationCheck;
import org.coherer.connector.preflight.Finding;
import org.coherer.connector.preflight.FitExamination;
import org.coherer.connector.preflight.PreflightReport;
import org.coherer.connector.preflight.SessionChecks;
import org.coherer.connector.preflight.SlotsCheck;
import org.coherer.connector.profile.NoRowException;
import org.coherer.ml.checkpoint.FitCheckpoints;
import org.coherer.ml.fit.FitRunner;
import org.coherer.ml.fit.SparkDefaults;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.task.Task;
import org.coherer.ml.trainer.TrainerKind;
import org.coherer.training.transport.TransportOptions;

/** Collects what the checks find, where a fit would end with the first error. */
final class Examination {

  private final ClusterView cluster;
  private final FitSurroundings around;

  /** A setting that two stages suffer from is one finding. */
  private final Set<Finding> findings = new LinkedHashSet<>();

  private final List<String> notes = new ArrayList<>();

  /** That of the estimator that takes most. */
  private FitMemory memory;

  Examination(ClusterView cluster) {
    this.cluster = cluster;
    this.around = FitSurroundings.of(spark(), TransportOptions.DEFAULT);
    findings.addAll(SessionChecks.of(spark()).findings());
  }

  private SparkContext spark() {
    return cluster.spark();
  }

  /** Returns all that was found. */
  PreflightReport report() {
    return new PreflightReport(
        SessionText.of(cluster, around),
        List.copyOf(findings),
        Optional.ofNullable(memory),
        around.executor(),
        notes);
  }

  /** Adds that there are no slots for any estimator, unless they come when they are needed. */
  void addSlots() {
    if (!new DynamicAllocationCheck(cluster.conf(), cluster.isLocal(), true, 0).isOn()) {
      findings.addAll(new SlotsCheck(0, 0, cluster.slots(0)).findings());
    }
  }

  /** Adds that a stage in front of an estimator does not fit the columns. */
  void add(PipelineStage stage, IllegalArgumentException problem) {
    findings.add(Finding.of(problem, stage.uid()));
  }

  /**
   * Looks at an estimator.
   *
   * @param data has the schema that it is to be fitted to, and no rows
   */
  void add(TrainingParams<?> estimator, Dataset<Row> data) {
    trying(
        CohererConf.PREFIX + "*",
        () ->
            SparkDefaults.of(data)
                .ask(
                    estimator,
                    filled -> {
                      addFilled(filled, data);
                      return filled;
                    }));
  }

  private void addFilled(TrainingParams<?> params, Dataset<Row> data) {
    Placement placement = placement(params);
    findings.addAll(placement.findings());
    trying("checkpointDir", () -> new FitCheckpoints(params, spark()).check());
    trying(
        "network",
        () -> {
          Task task = Task.of(params, data.schema());
          task.columns(data.schema());
          FitExamination fit = new FitRunner(params, task, data).examine(placement);
          if (memory == null || fit.memory().worker().bytes() > memory.worker().bytes()) {
            memory = fit.memory();
          }
          findings.addAll(fit.findings());
        });
  }

  private Placement placement(TrainingParams<?> params) {
    try {
      return TrainerKind.of(params).placement(cluster);
    } catch (IllegalArgumentException e) {
      return new Placement(params.getNumWorkers(), List.of(Finding.of(e, "trainer")));
    }
  }

  private void trying(String name, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      if (e instanceof NoRowException || e.getCause() instanceof NoRowException) {
        notes.add(
            "network and memory, for only a row says how many values a column has (set layers or"
                + " featureShape, or have the column made by VectorAssembler)");
      } else {
        findings.add(Finding.of(e, name));
      }
    }
  }
}
