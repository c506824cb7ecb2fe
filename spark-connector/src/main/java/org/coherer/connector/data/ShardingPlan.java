package org.coherer.connector.data;

import java.io.Serializable;
import org.coherer.training.data.RecordLayout;

/**
 * How the rows of a DataFrame become the shards of a run.
 *
 * @param columns the columns
 * @param layout the records that rows become
 * @param workers the number of shards
 * @param batchSize rows per batch: by no more do shards differ
 * @param invalid what becomes of rows that a network cannot take
 * @param validationFraction which part of the rows is for validation, chosen by a hash of the row;
 *     0 for none
 * @param stratified whether each label is dealt out evenly, rather than all rows together
 * @param seed what the choice for validation depends on
 */
public record ShardingPlan(
    TrainingColumns columns,
    RecordLayout layout,
    int workers,
    int batchSize,
    InvalidPolicy invalid,
    double validationFraction,
    boolean stratified,
    long seed)
    implements Serializable {

  /** Checks the fraction. */
  public ShardingPlan {
    if (!(validationFraction >= 0 && validationFraction < 1)) {
      throw new IllegalArgumentException(
          "Invalid validationFraction " + validationFraction + " (must be in [0, 1))");
    }
    if (validationFraction > 0 && columns.validation() != null) {
      throw new IllegalArgumentException(
          "Both validationFraction and validationIndicatorCol are set (clear one of them)");
    }
  }

  /** Returns the groups of rows that are dealt out evenly: 1, or one for each class. */
  int strata() {
    return stratified ? layout.target().length() : 1;
  }
}
