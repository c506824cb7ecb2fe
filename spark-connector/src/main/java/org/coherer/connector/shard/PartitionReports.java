package org.coherer.connector.shard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.profile.DataProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of all partitions once they were encoded.
 *
 * @param partitions the reports, in the order of the partitions
 */
record PartitionReports(List<PartitionReport> partitions) {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionReports.class);

  /**
   * Collects what tasks have reported. One that ran twice, since Spark has lost what it made, has
   * reported twice.
   *
   * @throws IllegalArgumentException if it had other rows the second time
   */
  static PartitionReports of(Collection<PartitionReport> reports) {
    TreeMap<Integer, PartitionReport> byPartition = new TreeMap<>();
    for (PartitionReport report : reports) {
      PartitionReport before = byPartition.putIfAbsent(report.partition(), report);
      if (before != null && !before.sameAs(report)) {
        throw new IllegalArgumentException(
            "Partition "
                + report.partition()
                + " of the DataFrame gives other rows each time: "
                + before.text()
                + ", then "
                + report.text()
                + " (its rows must always be the same: cache or checkpoint it before fit, or save"
                + " it and read it back)");
      }
    }
    return new PartitionReports(new ArrayList<>(byPartition.values()));
  }

  long trainingRows() {
    return partitions.stream().mapToLong(PartitionReport::trainingRows).sum();
  }

  long validationRows() {
    return partitions.stream().mapToLong(PartitionReport::validationRows).sum();
  }

  /** Returns what tells all rows, and which of them are in the validation set, from others. */
  long digest() {
    long training = partitions.stream().mapToLong(report -> report.training().digest()).sum();
    long validation = partitions.stream().mapToLong(report -> report.validation().digest()).sum();
    return 31 * training + validation;
  }

  /** Returns what was learned of all rows. */
  DataProfile profile() {
    return new DataProfile(partitions.stream().map(PartitionReport::profile).toList());
  }

  /** Returns the rows of the training set by partition and stratum. */
  List<long[]> trainingCounts() {
    return partitions.stream().map(report -> report.training().rows()).toList();
  }

  /**
   * Checks that all rows could be read; logs what was done to them.
   *
   * @throws IllegalArgumentException if a row was invalid, or there is none
   */
  void check(ShardingPlan plan) {
    partitions.stream()
        .filter(report -> report.invalid().fails())
        .findFirst()
        .ifPresent(
            report -> {
              throw new IllegalArgumentException(report.invalid().first());
            });
    long skipped = skipped();
    long zeroed = partitions.stream().mapToLong(report -> report.invalid().zeroed()).sum();
    if (trainingRows() + validationRows() == 0) {
      throw skipped == 0 ? noRows() : noneToTrainOn();
    }
    if (skipped > 0) {
      LOG.warn("Skipped {} rows (handleInvalid=skip). The first: {}", skipped, firstInvalid());
    }
    if (zeroed > 0) {
      LOG.warn(
          plan.invalid() == InvalidPolicy.IMPUTE
              ? "Imputed {} missing values (handleInvalid=impute)"
              : "Replaced {} missing values by 0 (handleInvalid=keep)",
          zeroed);
    }
    logDropped(plan.invalid());
  }

  private void logDropped(InvalidPolicy policy) {
    long dropped = partitions.stream().mapToLong(report -> report.invalid().dropped()).sum();
    if (dropped > 0) {
      LOG.warn(
          "Dropped {} ids that are null, negative or too many in a row (handleInvalid={})",
          dropped,
          policy.text());
    }
  }

  /**
   * Checks that there is something to train on, and to validate with. Rows without weight have no
   * part in a loss.
   *
   * @param validated whether there is a validation set; else all rows are trained on
   * @throws IllegalArgumentException if a set has no row that counts
   */
  void checkSets(ShardingPlan plan, boolean validated) {
    if (validated && trainingRows() == 0) {
      throw noneToTrainOn();
    }
    boolean training = partitions.stream().anyMatch(report -> report.training().weighted());
    boolean validation = partitions.stream().anyMatch(report -> report.validation().weighted());
    if (!training && (validated || !validation)) {
      throw plan.weightless("training set", !plan.classWeights().isEmpty());
    }
    if (validated && validationRows() > 0 && !validation) {
      throw plan.weightless("validation set", !plan.classWeights().isEmpty());
    }
  }

  private long skipped() {
    return partitions.stream().mapToLong(report -> report.invalid().skipped()).sum();
  }

  private String firstInvalid() {
    return partitions.stream()
        .map(report -> report.invalid().first())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  static IllegalArgumentException noRows() {
    return new IllegalArgumentException("Cannot train on an empty DataFrame (it has no rows)");
  }

  private IllegalArgumentException noneToTrainOn() {
    long skipped = skipped();
    return new IllegalArgumentException(
        "No row is left to train on: "
            + validationRows()
            + " are in the validation set, "
            + skipped
            + " were skipped"
            + (skipped > 0 ? " (the first: " + firstInvalid() + ")" : ""));
  }
}
