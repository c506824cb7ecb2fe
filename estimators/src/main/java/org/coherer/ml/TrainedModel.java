package org.coherer.ml;

import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.coherer.ml.export.ModelExport;
import org.coherer.ml.param.ScoringParams;
import org.coherer.ml.persistence.ModelArtifact;
import org.coherer.ml.persistence.ModelWriter;
import org.coherer.ml.summary.TrainingSummary;
import scala.Option;

/**
 * What all models have: a trained network, how it was trained, and how it is saved.
 *
 * @param <S> the type of the model
 */
public interface TrainedModel<S>
    extends ScoringParams<S>, HasTrainingSummary<TrainingSummary>, MLWritable {

  /**
   * Returns the network, its parameters and where it comes from, as they are saved. The parameters
   * are a copy.
   */
  ModelArtifact artifact();

  /**
   * Returns a table of the network's layers, with the shape of what leaves each and the number of
   * its parameters.
   */
  String describe();

  /** Returns how the training went; empty for a model whose file does not say. */
  @Override
  Option<TrainingSummary> trainingSummary();

  /** Returns whether the model's file says how the training went; declared here as summary is. */
  @Override
  default boolean hasSummary() {
    return HasTrainingSummary.super.hasSummary();
  }

  /**
   * Returns how the training went. Declared here because PySpark sees of a class only what it, or
   * an interface that it names itself, declares.
   *
   * @throws RuntimeException if the model's file does not say. The message names the class
   */
  @Override
  default TrainingSummary summary() {
    return HasTrainingSummary.super.summary();
  }

  /** Not to be called: a model has the summary of the training that it comes from. */
  @Override
  default void trainingSummary_$eq(Option<TrainingSummary> value) {
    throw new UnsupportedOperationException(
        "Cannot replace a model's training summary (it is that of the training it comes from)");
  }

  /**
   * Does nothing: the summary is saved with the model, by {@link #write}. Spark Connect's server
   * asks for both whenever it caches a model.
   */
  @SuppressWarnings("MissingOverride") // Spark 3.5 does not ask
  default void saveSummary(String path) {}

  /**
   * Returns what saves the model, as a folder that {@code load} reads; or with the option {@code
   * format}, one of dl4j, keras and onnx, as a file of other libraries, see docs/export.md.
   */
  @Override
  default MLWriter write() {
    return new ModelWriter(this, this::artifact, saved -> ModelExport.of(this, saved));
  }
}
