package org.coherer.connector.profile;

import java.io.Serializable;
import java.util.List;

/**
 * What was learned from the rows of one partition.
 *
 * @param training the rows of its training set
 * @param validation the rows of its validation set
 * @param labels its labels in the order of their numbers; empty if they are no classes, or the
 *     numbers themselves
 * @param categories the categories of each column of a table, in the order of their numbers; empty
 *     if there is no table
 * @param sparse whether a row had sparse features
 */
public record PartitionProfile(
    SetProfile training,
    SetProfile validation,
    List<Object> labels,
    List<List<Object>> categories,
    boolean sparse)
    implements Serializable {

  /** Copies the lists. */
  public PartitionProfile {
    labels = List.copyOf(labels);
    categories = List.copyOf(categories);
  }

  /** Returns how many numbers labels may have here. */
  int labelCount() {
    return labels.isEmpty()
        ? Math.max(training.labelRows().length, validation.labelRows().length)
        : labels.size();
  }

  /** Returns the label of a number. */
  Object label(int number) {
    return labels.isEmpty() ? (Object) (double) number : labels.get(number);
  }
}
