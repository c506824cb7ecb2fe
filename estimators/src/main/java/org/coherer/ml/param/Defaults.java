package org.coherer.ml.param;

/** Sets the defaults of Params; the constructors of stages call it. */
public final class Defaults {

  private Defaults() {}

  /** Sets the defaults of an estimator's Params of training and scoring. */
  public static void training(TrainingParams<?> stage) {
    scoring(stage);
    stage.setDefault(stage.engine(), "dl4j");
    stage.setDefault(stage.frozenLayers(), 0);
    stage.setDefault(stage.learningRateSchedule(), "auto");
    stage.setDefault(stage.learningRateDecayEpochs(), 10);
    stage.setDefault(stage.warmupSteps(), 0);
    stage.setDefault(stage.maxIter(), 0);
    stage.setDefault(stage.batchSize(), 0);
    stage.setDefault(stage.seed(), (long) stage.getClass().getName().hashCode());
    stage.setDefault(stage.earlyStoppingPatience(), 0);
    stage.setDefault(stage.minDelta(), 0.0);
    stage.setDefault(stage.monitor(), "loss");
    stage.setDefault(stage.restoreBest(), false);
    stage.setDefault(stage.maxSeconds(), 0.0);
    stage.setDefault(stage.onDivergence(), "fail");
    reporting(stage);
    stage.setDefault(stage.numWorkers(), 0);
    stage.setDefault(stage.maxAttempts(), 4);
    stage.setDefault(stage.minWorkers(), 0);
    trainers(stage);
    stage.setDefault(stage.checkpointSeconds(), 0.0);
    stage.setDefault(stage.onCheckpointFailure(), "warn");
    stage.setDefault(stage.transports(), new String[] {"local", "shm", "tcp"});
    stage.setDefault(stage.portRange(), "0");
    stage.setDefault(stage.accumulateSteps(), 1);
    stage.setDefault(stage.overlap(), "auto");
    stage.setDefault(stage.bucketSize(), 0L);
    stage.setDefault(stage.shardOptimizerState(), false);
    stage.setDefault(stage.replicateOptimizerState(), false);
    stage.setDefault(stage.keepOptimizerState(), false);
    stage.setDefault(stage.scaling(), "standard");
    stage.setDefault(stage.validationFraction(), 0.0);
    stage.setDefault(stage.cacheMemory(), 1L << 30);
    stage.setDefault(stage.checkpointEpochs(), 1);
    stage.setDefault(stage.checkpointSteps(), 0);
    stage.setDefault(stage.checkpointsToKeep(), 2);
    stage.setDefault(stage.resume(), "auto");
    ofKind(stage);
  }

  private static void reporting(TrainingParams<?> stage) {
    stage.setDefault(stage.verbosity(), 2);
    stage.setDefault(stage.progress(), "auto");
    stage.setDefault(stage.histograms(), false);
  }

  private static void trainers(TrainingParams<?> stage) {
    stage.setDefault(stage.trainer(), "allReduce");
    stage.setDefault(stage.averagingSteps(), 16);
    stage.setDefault(stage.outerRate(), 0.7);
    stage.setDefault(stage.outerMomentum(), 0.9);
    stage.setDefault(stage.numServers(), 1);
    stage.setDefault(stage.consistency(), "synchronous");
    stage.setDefault(stage.staleness(), 3);
    stage.setDefault(stage.delayCompensation(), 0.0);
    stage.setDefault(stage.rateByStaleness(), false);
  }

  /** Sets the defaults of the Params that only some estimators have. */
  private static void ofKind(TrainingParams<?> stage) {
    if (stage instanceof TableParams<?> table) {
      stage.setDefault(table.maxCategories(), 256);
    }
    if (stage instanceof EmbeddingParams<?> embeddings) {
      stage.setDefault(embeddings.embeddingMemory(), 0L);
    }
    if (stage instanceof PerceptronParams<?> perceptron) {
      stage.setDefault(perceptron.activation(), "relu");
    }
    if (stage instanceof ClassifierParams<?> classifier) {
      stage.setDefault(classifier.stratified(), false);
      stage.setDefault(classifier.balanceClasses(), false);
      stage.setDefault(classifier.labelSmoothing(), 0.0);
      stage.setDefault(classifier.calibration(), "none");
    }
    if (stage instanceof HasPreset<?> chosen) {
      stage.setDefault(chosen.preset(), "default");
    }
  }

  /** Sets the defaults of the Params that estimators and models share. */
  public static void scoring(ScoringParams<?> stage) {
    stage.setDefault(stage.inputScale(), 1.0);
    stage.setDefault(stage.inputOffset(), 0.0);
    stage.setDefault(stage.resizeImages(), false);
    stage.setDefault(stage.handleInvalid(), "error");
    stage.setDefault(stage.inferenceBatchSize(), 0);
  }

  /** Sets the default of the column that a classifier adds beside Spark's own. */
  public static void predictedLabel(HasPredictedLabelCol<?> stage) {
    stage.setDefault(stage.predictedLabelCol(), "");
  }

  /** Sets the default columns of a network with any number of inputs and outputs. */
  public static void inputsAndOutputs(InputOutputParams<?> stage) {
    stage.setDefault(stage.inputCols(), new String[] {"features"});
    stage.setDefault(stage.outputCols(), new String[] {"output"});
  }

  /** Sets the default columns of an autoencoder. */
  public static void reconstruction(ReconstructionParams<?> stage) {
    stage.setDefault(stage.featuresCol(), "features");
    stage.setDefault(stage.reconstructionCol(), "reconstruction");
    stage.setDefault(stage.anomalyScoreCol(), "anomalyScore");
  }
}
