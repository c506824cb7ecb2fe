package org.coherer.ml.fit;

import java.util.List;
import java.util.Optional;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.profile.DataProfile;
import org.coherer.connector.profile.Profiling;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.data.ClassNumbers;

/**
 * The classes that rows have told.
 *
 * @param indexing which class each label is; empty if that was known before, or there are none
 */
record LearnedClasses(Optional<ClassIndexing> indexing) {

  /**
   * Finds the classes in what was learned of the rows.
   *
   * @throws IllegalArgumentException if labels are no classes of the network
   */
  static LearnedClasses of(
      TrainingParams<?> params,
      Task task,
      ShardingPlan sharding,
      DataProfile profile,
      DataSizes sizes) {
    if (sharding.reading().profiling().labels() != Profiling.Labels.CODES) {
      return new LearnedClasses(Optional.empty());
    }
    TargetBinding label = sharding.columns().targets().get(0);
    int outputs = sizes.outputs() > 0 ? sizes.outputs() : 0;
    return new LearnedClasses(
        Optional.of(ClassIndexing.of(profile.labels(), outputs, label.columns().get(0))));
  }

  /** Returns the outputs that a network must have. */
  int outputs(DataSizes sizes) {
    return indexing.map(found -> found.labels().size()).orElse(sizes.outputs());
  }

  /** Returns what the classes are called; nothing if nobody says. */
  List<String> texts() {
    return indexing.map(ClassIndexing::texts).orElse(List.of());
  }

  /**
   * Returns what becomes of labels and weights in records.
   *
   * @param weights one factor for each class; empty for none
   */
  ClassNumbers numbers(List<Double> weights) {
    return indexing.map(found -> found.numbers(weights)).orElse(ClassNumbers.NONE);
  }
}
