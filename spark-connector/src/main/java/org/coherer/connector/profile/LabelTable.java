package org.coherer.connector.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels of all rows, in their natural order: numbers by size, texts by their characters, false
 * before true.
 *
 * @param labels the different labels
 * @param rows the rows with each, of the training set and of those set aside for validation
 * @param weights what those that are trained on weigh together
 */
public record LabelTable(List<Object> labels, List<Long> rows, List<Double> weights) {

  /** Copies the lists. */
  public LabelTable {
    labels = List.copyOf(labels);
    rows = List.copyOf(rows);
    weights = List.copyOf(weights);
  }

  static LabelTable of(List<PartitionProfile> partitions, boolean all) {
    Map<Object, Long> rows = new HashMap<>();
    Map<Object, Double> weights = new HashMap<>();
    for (PartitionProfile partition : partitions) {
      for (int number = 0; number < partition.labels().size(); number++) {
        Object label = partition.labels().get(number);
        SetProfile training = partition.training();
        SetProfile validation = partition.validation();
        rows.merge(label, training.rowsOf(number) + validation.rowsOf(number), Long::sum);
        double more = all ? validation.weightOf(number) : 0;
        weights.merge(label, training.weightOf(number) + more, Double::sum);
      }
    }
    List<Object> sorted = new ArrayList<>(rows.keySet());
    sorted.sort(ORDER);
    return new LabelTable(
        sorted,
        sorted.stream().map(rows::get).toList(),
        sorted.stream().map(weights::get).toList());
  }

  @SuppressWarnings("unchecked") // all labels of a column are of one type
  static final Comparator<Object> ORDER =
      (one, other) -> ((Comparable<Object>) one).compareTo(other);

  /** Returns whether the labels are all of 0, 1, 2 and so on up to a number. */
  public boolean areIndices() {
    for (int i = 0; i < labels.size(); i++) {
      if (!labels.get(i).equals((double) i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether every label is an integer from 0 on and below a bound. */
  public boolean areIndicesBelow(int bound) {
    return labels.stream()
        .allMatch(
            label ->
                label instanceof Double number
                    && number >= 0
                    && number < bound
                    && number == Math.rint(number));
  }

  /** Returns what a label is called: 3 rather than 3.0. */
  public static String textOf(Object label) {
    return label instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString(number.longValue())
        : label.toString();
  }
}
