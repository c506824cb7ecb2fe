package org.coherer.ml.preflight;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.coherer.ml.param.TrainingParams;

/** Leads the schema of a DataFrame through the stages of a pipeline, up to each of Coherer's. */
final class StageWalk {

  private final SparkSession spark;
  private final Examination examination;

  StageWalk(SparkSession spark, Examination examination) {
    this.spark = spark;
    this.examination = examination;
  }

  /**
   * Goes through a stage, or through those of a pipeline.
   *
   * @throws IllegalArgumentException if it is nothing that can be checked
   */
  void through(PipelineStage stage, Dataset<?> data) {
    List<PipelineStage> stages = new ArrayList<>();
    flatten(stage, stages);
    // Nobody asks what comes after the last one.
    while (!stages.isEmpty() && !(stages.get(stages.size() - 1) instanceof TrainingParams<?>)) {
      stages.remove(stages.size() - 1);
    }
    if (stages.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot check a "
              + stage.getClass().getSimpleName()
              + " (must be an estimator of Coherer, or a Pipeline with one: of a CrossValidator or"
              + " the like, check its estimator)");
    }
    if (data.isStreaming()) {
      throw new IllegalArgumentException(
          "Cannot train on a streaming DataFrame (train on a batch one; the model then scores"
              + " streams)");
    }
    walk(stages, empty(data.schema()));
  }

  private static void flatten(PipelineStage stage, List<PipelineStage> all) {
    if (stage instanceof Pipeline pipeline) {
      for (PipelineStage each : pipeline.getStages()) {
        flatten(each, all);
      }
    } else {
      all.add(stage);
    }
  }

  private void walk(List<PipelineStage> stages, Dataset<Row> data) {
    Dataset<Row> given = data;
    for (int i = 0; i < stages.size(); i++) {
      PipelineStage stage = stages.get(i);
      if (stage instanceof TrainingParams<?> estimator) {
        examination.add(estimator, given);
      }
      if (i < stages.size() - 1) {
        try {
          given = given(stage, given);
        } catch (IllegalArgumentException e) { // fit would end with it
          examination.add(stage, e);
          return;
        }
      }
    }
  }

  /** Transforming tells more than the schema: how many values a vector has. */
  private Dataset<Row> given(PipelineStage stage, Dataset<Row> data) {
    if (stage instanceof Transformer transformer) {
      try {
        return empty(transformer.transform(data).schema());
      } catch (RuntimeException e) { // it looks at rows, of which there are none
        return empty(stage.transformSchema(data.schema()));
      }
    }
    return empty(stage.transformSchema(data.schema()));
  }

  private Dataset<Row> empty(StructType schema) {
    return spark.createDataFrame(List.of(), schema);
  }
}
