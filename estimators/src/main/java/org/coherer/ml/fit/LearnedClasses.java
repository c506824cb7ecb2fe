package org.coherer.ml.fit;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.profile.DataProfile;
import org.coherer.connector.profile.LabelTable;
import org.coherer.connector.profile.Profiling;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.ml.fit.input.DataSizes;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.task.Task;
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
   * @param task says what the outputs of a network tell
   * @param draft the fit before they were read
   * @throws IllegalArgumentException if labels are no classes of the network
   */
  static LearnedClasses of(
      Task task, Draft draft, ShardingPlan sharding, DataProfile profile, DataSizes sizes) {
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
    int classes = outputs == 0 ? 0 : task.classesOf(outputs);
    return new LearnedClasses(
        Optional.of(ClassIndexing.of(profile.labels(true), classes, outputs, column)));
  }

  /** Returns the outputs that a network must have. */
  int outputs(Task task, DataSizes sizes) {
    return indexing
        .map(found -> found.labels().size() - (task.hasLevels() ? 1 : 0))
        .orElse(sizes.outputs());
  }

  /**
   * Returns what the classes are called; empty if rows have not told. Levels are always known by
   * their values.
   *
   * @param type that of the column with labels
   */
  Optional<ClassLabels> labels(Task task, DataType type) {
    return indexing.map(found -> task.hasLevels() ? found.values(type) : found.classLabels(type));
  }

  /**
   * Returns by what the weights of rows are multiplied after these were read, by class; empty for
   * nothing. Weights that were known before are applied while labels are read, if these are
   * indices.
   *
   * @param classes how many there are
   * @param trained the labels, with the weights of the rows that are trained on
   */
  List<Double> weights(Task task, int classes, LabelTable trained) {
    if (task.balanced()) {
      return balanced(labels(classes), trained);
    }
    return indexing.isPresent() ? task.classWeights() : List.of();
  }

  /**
   * Returns factors by which each class weighs as much as any other, and all rows together what
   * they did before. A class without rows to train on has rows in the validation set at most, which
   * then keep their weights.
   */
  private static List<Double> balanced(List<Object> labels, LabelTable trained) {
    double all = trained.weights().stream().mapToDouble(Double::doubleValue).sum();
    long classes = trained.weights().stream().filter(weight -> weight > 0).count();
    return labels.stream()
        .map(trained::weightOf)
        .map(own -> own > 0 ? Math.min(Float.MAX_VALUE, all / (classes * own)) : 1.0)
        .toList();
  }

  /**
   * Returns the labels in the order of their classes.
   *
   * @param classes how many there are
   */
  List<Object> labels(int classes) {
    return indexing.orElseGet(() -> ClassIndexing.indices(classes)).labels();
  }

  /**
   * Returns what becomes of labels and weights in records.
   *
   * @param weights one factor for each class; empty for none
   */
  ClassNumbers numbers(List<Double> weights) {
    return indexing
        .map(found -> found.numbers(weights))
        .orElseGet(() -> ClassNumbers.ofIndices(weights));
  }
}
