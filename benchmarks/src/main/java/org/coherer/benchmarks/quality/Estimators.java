package org.coherer.benchmarks.quality;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.regression.GBTRegressor;
import org.apache.spark.ml.regression.LinearRegression;
import org.coherer.ml.NeuralNetworkClassifier;
import org.coherer.ml.NeuralNetworkRegressor;

/**
 * The estimators for Spark. They read the columns {@code features} and {@code label}.
 *
 * @param classes 0 of a regression
 */
record Estimators(int features, int classes, long seed) {

  private static final String SCALED = "scaled";
  private static final int HIDDEN = 100;
  private static final int ITERATIONS = 100;
  private static final double RATE = 0.01;

  /** Returns the estimator of a contender. */
  Estimator<?> of(Contender contender) {
    return switch (contender) {
      case OURS -> nothingSet();
      case OURS_REFERENCE -> reference();
      case MLLIB_MLP ->
          scaled(
              new MultilayerPerceptronClassifier()
                  .setFeaturesCol(SCALED)
                  .setLayers(layers())
                  .setMaxIter(ITERATIONS)
                  .setSeed(seed));
      case MLLIB_LINEAR -> isRegression() ? new LinearRegression() : new LogisticRegression();
      case MLLIB_GBT ->
          isRegression() ? new GBTRegressor().setSeed(seed) : new GBTClassifier().setSeed(seed);
      default -> throw new IllegalArgumentException("No estimator for Spark: " + contender.label());
    };
  }

  /** Ours as a user has it who sets nothing but, for now, the layers. */
  private Estimator<?> nothingSet() {
    return isRegression()
        ? new NeuralNetworkRegressor().setLayers(layers())
        : new NeuralNetworkClassifier().setLayers(layers());
  }

  /** Ours with settings chosen by hand, the same for all tables. */
  private Estimator<?> reference() {
    return isRegression()
        ? scaled(
            new NeuralNetworkRegressor()
                .setFeaturesCol(SCALED)
                .setLayers(layers())
                .setMaxIter(ITERATIONS)
                .setLearningRate(RATE)
                .setSeed(seed))
        : scaled(
            new NeuralNetworkClassifier()
                .setFeaturesCol(SCALED)
                .setLayers(layers())
                .setMaxIter(ITERATIONS)
                .setLearningRate(RATE)
                .setSeed(seed));
  }

  private boolean isRegression() {
    return classes == 0;
  }

  private int[] layers() {
    return new int[] {features, HIDDEN, Math.max(1, classes)};
  }

  private static Pipeline scaled(PipelineStage stage) {
    StandardScaler scaler =
        new StandardScaler().setInputCol("features").setOutputCol(SCALED).setWithMean(true);
    return new Pipeline().setStages(new PipelineStage[] {scaler, stage});
  }
}
