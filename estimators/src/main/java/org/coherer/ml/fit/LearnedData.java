package org.coherer.ml.fit;

import java.util.List;
import java.util.Optional;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.connector.profile.DataProfile;
import org.coherer.connector.profile.LabelTable;
import org.coherer.connector.profile.Moments;
import org.coherer.connector.profile.Profiling;
import org.coherer.connector.shard.ClassWeights;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.connector.shard.Shards;
import org.coherer.ml.task.Task;
import org.coherer.training.data.ClassNumbers;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.encoding.Rescaling;
import org.coherer.training.encoding.Scaling;
import org.coherer.training.encoding.Standardization;
import org.coherer.training.encoding.TableEncoding;
import org.coherer.training.encoding.TargetEncoding;

/**
 * What a run has to know of its rows.
 *
 * @param layout their records, with scalings and classes
 * @param classes what becomes of labels and weights
 * @param trainingRows the rows that are trained on
 * @param validationRows those that are held out; 0 if there is no validation set
 */
record LearnedData(
    RecordLayout layout, ClassNumbers classes, long trainingRows, long validationRows) {

  /** Returns what is assumed before the rows are read. */
  static LearnedData provisional(Draft draft, ShardingPlan sharding) {
    RecordLayout layout = sharding.layout();
    return new LearnedData(
        new RecordLayout(
            layout.featureLength(),
            layout.features(),
            layout.encoding(),
            draft.task().target(draft.shape())),
        ClassNumbers.NONE,
        0,
        sharding.mayValidate() ? 1 : 0);
  }

  /**
   * Returns what was learned.
   *
   * @param table how the columns of a table become numbers; empty if there is none
   * @throws IllegalArgumentException if the weights of classes are not those of the classes, or
   *     leave no row
   */
  static LearnedData of(
      Draft draft,
      ShardingPlan sharding,
      Shards shards,
      LearnedClasses classes,
      Optional<TableEncoding> table) {
    Task task = draft.task();
    boolean heldOut = holdsOut(draft, shards);
    long validation = heldOut ? shards.validationRows() : 0;
    long all = shards.trainingRows() + shards.validationRows();
    TargetEncoding target =
        InvalidParamException.naming(draft.choices(), () -> task.target(draft.shape()));
    LabelTable trained = shards.profile().labels(!heldOut);
    List<Double> weights = classes.weights(task, target.length(), trained);
    if (!weights.isEmpty() && !task.balanced()) {
      ClassWeights.check(weights, target);
      checkWeighs(trained, classes.labels(target.length()), weights, sharding);
    }
    RecordLayout layout =
        layout(
            sharding,
            shards.profile(),
            scaledAsBefore(target, draft.preprocessing().targets()),
            draft.bends() && !isReconstructed(target) ? Standardizing.LIMIT : 0,
            !heldOut);
    return new LearnedData(
        table.map(encoding -> encoded(layout, encoding)).orElse(layout),
        classes.numbers(weights),
        all - validation,
        validation);
  }

  private static RecordLayout encoded(RecordLayout layout, TableEncoding table) {
    return new RecordLayout(layout.featureLength(), layout.features(), table, layout.target());
  }

  /** Returns whether rows are held out in the end. */
  static boolean holdsOut(Draft draft, Shards shards) {
    return shards.validationRows() > 0 && draft.holdsOut();
  }

  private static TargetEncoding scaledAsBefore(TargetEncoding target, Scaling before) {
    return before.isIdentity() || !(target instanceof TargetEncoding.Values values)
        ? target
        : new TargetEncoding.Values(values.count(), before, values.domain());
  }

  private static RecordLayout layout(
      ShardingPlan sharding,
      DataProfile profile,
      TargetEncoding target,
      float limit,
      boolean allRows) {
    RecordLayout read = sharding.layout();
    Profiling wanted = sharding.reading().profiling();
    FeatureEncoding features = read.encoding();
    if (wanted.features()) {
      features =
          wanted.sampled()
              ? Standardizing.robust(profile.sample(allRows), featureLength(read), limit)
              : Standardizing.of(profile.features(allRows), profile.sparse(), limit);
      if (read.encoding() instanceof EmbeddingEncoding embedding) {
        features = embedding.withFeatures(features);
      }
    }
    TargetEncoding scaled =
        wanted.targets() && target instanceof TargetEncoding.Values values
            ? scaled(values, profile.targets(allRows))
            : target;
    return new RecordLayout(read.featureLength(), read.features(), features, scaled);
  }

  private static int featureLength(RecordLayout layout) {
    return layout.encoding() instanceof EmbeddingEncoding embedding
        ? embedding.featureLength()
        : layout.featureLength();
  }

  private static TargetEncoding scaled(TargetEncoding.Values target, Moments moments) {
    return new TargetEncoding.Values(
        target.count(),
        target.domain() == TargetEncoding.Domain.COUNTS
            ? Standardizing.ofCounts(moments)
            : Standardizing.of(moments, false, 0),
        target.domain());
  }

  /** What is to be predicted must not be bent. */
  private static boolean isReconstructed(TargetEncoding target) {
    return target.parts().stream().anyMatch(TargetEncoding.Inputs.class::isInstance);
  }

  private static void checkWeighs(
      LabelTable table, List<Object> labels, List<Double> weights, ShardingPlan sharding) {
    for (int i = 0; i < weights.size(); i++) {
      if (table.weightOf(labels.get(i)) > 0 && weights.get(i) > 0) {
        return;
      }
    }
    throw sharding.weightless("training set", true);
  }

  /** Returns what rows have to pass before the network from now on. */
  LearnedPreprocessing preprocessing(ClassLabels labels) {
    return new LearnedPreprocessing(
        learned(layout.encoding()),
        layout.target().scaling() instanceof Standardization all ? all : Rescaling.NONE,
        labels);
  }

  /** A rescaling is a Param, and not learned. */
  private static FeatureEncoding learned(FeatureEncoding encoding) {
    if (encoding instanceof EmbeddingEncoding embedding) {
      return embedding.withFeatures(learned(embedding.features()));
    }
    return encoding instanceof Rescaling ? Rescaling.NONE : encoding;
  }

  /** Returns whether there is a validation set. */
  boolean validated() {
    return validationRows > 0;
  }
}
