package org.coherer.connector.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.coherer.connector.column.TableColumn;

/**
 * What was learned from the rows of a DataFrame.
 *
 * @param partitions what was learned from each partition
 */
public record DataProfile(List<PartitionProfile> partitions) {

  /** Copies the list. */
  public DataProfile {
    partitions = List.copyOf(partitions);
  }

  /** Returns whether a row had sparse features. */
  public boolean sparse() {
    return partitions.stream().anyMatch(PartitionProfile::sparse);
  }

  /**
   * Returns the moments of the features of the training set.
   *
   * @param all whether the rows set aside for validation are trained on as well
   */
  public Moments features(boolean all) {
    return moments(all, SetProfile::features);
  }

  /**
   * Returns the moments of the targets of the training set.
   *
   * @param all whether the rows set aside for validation are trained on as well
   */
  public Moments targets(boolean all) {
    return moments(all, SetProfile::targets);
  }

  /**
   * Returns what was learned of the columns of a table.
   *
   * @param all whether the rows set aside for validation are trained on as well
   */
  public List<ColumnProfile> table(List<TableColumn> columns, boolean all) {
    return new TableProfile(partitions, all).columns(columns);
  }

  /**
   * Returns some rows of the training set.
   *
   * @param all whether the rows set aside for validation are trained on as well
   */
  public RowSample sample(boolean all) {
    return RowSample.of(sets(all).stream().map(SetProfile::sample).toList());
  }

  private Moments moments(boolean all, Function<SetProfile, Moments> of) {
    return sets(all).stream().map(of).reduce(Moments::plus).orElseThrow();
  }

  private List<SetProfile> sets(boolean all) {
    List<SetProfile> sets = new ArrayList<>();
    partitions.forEach(partition -> sets.add(partition.training()));
    if (all) {
      partitions.forEach(partition -> sets.add(partition.validation()));
    }
    return sets;
  }

  /**
   * Returns the labels of all rows.
   *
   * @param all whether the rows set aside for validation are trained on as well
   */
  public LabelTable labels(boolean all) {
    return LabelTable.of(partitions, true, all);
  }

  /** Returns the labels of all rows, with the weights of those set aside for validation alone. */
  public LabelTable heldOutLabels() {
    return LabelTable.of(partitions, false, true);
  }
}
