package org.coherer.ml.fit;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.profile.DataProfile;
import org.coherer.connector.profile.Profiling;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.ml.param.Alternatives;
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
   * @param draft the fit before they were read
   * @throws IllegalArgumentException if labels are no classes of the network
   */
  static LearnedClasses of(
      Draft draft, ShardingPlan sharding, DataProfile profile, DataSizes sizes) {
    if (sharding.reading().profiling().labels() != Profiling.Labels.CODES) {
      return new LearnedClasses(Optional.empty());
    }
    String column = sharding.columns().targets().get(0).columns().get(0);
    ClassLabels before = draft.preprocessing().labels();
    if (before.meaning() == ClassLabels.Meaning.VALUE) {
      return new LearnedClasses(
          Optional.of(ClassIndexing.as(before, profile.labels(true), column)));
    }
    boolean follows = Alternatives.isPerceptron(draft.params());
    int outputs = follows ? sizes.outputs() : draft.shape().outputLength();
    return new LearnedClasses(Optional.of(ClassIndexing.of(profile.labels(true), outputs, column)));
  }

  /** Returns the outputs that a network must have. */
  int outputs(DataSizes sizes) {
    return indexing.map(found -> found.labels().size()).orElse(sizes.outputs());
  }

  /**
   * Returns what the classes are called; empty if rows have not told.
   *
   * @param type that of the column with labels
   */
  Optional<ClassLabels> labels(DataType type) {
    return indexing.map(found -> found.classLabels(type));
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
