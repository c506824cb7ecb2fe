package org.coherer.connector.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels of all rows, in their natural order: numbers by size, texts by their characters, false
 * before true.
 *
 * @param labels the different labels; where labels are indices of classes, these as numbers
 * @param rows the rows with each, of the training set and of those set aside for validation
 * @param weights what those that count weigh together
 */
public record LabelTable(List<Object> labels, List<Long> rows, List<Double> weights) {

  /** Copies the lists. */
  public LabelTable {
    labels = List.copyOf(labels);
    rows = List.copyOf(rows);
    weights = List.copyOf(weights);
  }

  /**
   * Adds up partitions.
   *
   * @param training whether the weights of the training set count
   * @param validation whether those of the rows set aside for validation do
   */
  static LabelTable of(List<PartitionProfile> partitions, boolean training, boolean validation) {
    Map<Object, Long> rows = new HashMap<>();
    Map<Object, Double> weights = new HashMap<>();
    for (PartitionProfile partition : partitions) {
      for (int number = 0; number < partition.labelCount(); number++) {
        SetProfile trained = partition.training();
        SetProfile measured = partition.validation();
        long found = trained.rowsOf(number) + measured.rowsOf(number);
        if (found > 0) {
          double weight =
              (training ? trained.weightOf(number) : 0)
                  + (validation ? measured.weightOf(number) : 0);
          rows.merge(partition.label(number), found, Long::sum);
          weights.merge(partition.label(number), weight, Double::sum);
        }
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

  /** Returns what the rows with a label weigh together; 0 if there are none. */
  public double weightOf(Object label) {
    int at = Collections.binarySearch(labels, label, ORDER);
    return at < 0 ? 0 : weights.get(at);
  }

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
