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
import org.coherer.ml.param.PerceptronParams;
import org.coherer.ml.param.TrainingParams;

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
  private static final int BATCH = 64;

  /** Returns the estimator of a contender. */
  Estimator<?> of(Contender contender) {
    return switch (contender) {
      case OURS -> nothingSet();
      case OURS_TABULAR -> preset("tabular");
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

  private Estimator<?> nothingSet() {
    return isRegression() ? new NeuralNetworkRegressor() : new NeuralNetworkClassifier();
  }

  private Estimator<?> preset(String name) {
    return isRegression()
        ? new NeuralNetworkRegressor().setPreset(name)
        : new NeuralNetworkClassifier().setPreset(name);
  }

  /**
   * Returns ours for the columns of a table as they are.
   *
   * @param classes 0 of a regression
   */
  static Estimator<?> ofColumns(String[] columns, int classes) {
    return classes == 0
        ? new NeuralNetworkRegressor().setFeaturesCols(columns).setHandleInvalid("impute")
        : new NeuralNetworkClassifier().setFeaturesCols(columns).setHandleInvalid("impute");
  }

  private Estimator<?> reference() {
    return isRegression()
        ? scaled(byHand(new NeuralNetworkRegressor().setFeaturesCol(SCALED), "relu"))
        : scaled(byHand(new NeuralNetworkClassifier().setFeaturesCol(SCALED), "sigmoid"));
  }

  /** Sets all that would follow the data if it were not set, the same for all tables. */
  private <S extends PipelineStage & TrainingParams<S> & PerceptronParams<S>> S byHand(
      S estimator, String activation) {
    estimator.setLayers(layers()).setActivation(activation).setStandardization(false);
    estimator.setMaxIter(ITERATIONS).setLearningRate(RATE).setLearningRateSchedule("constant");
    return estimator.setBatchSize(BATCH).setValidationFraction(0).setSeed(seed);
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
