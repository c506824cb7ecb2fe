package org.coherer.ml.checkpoint;

import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coherer.training.checkpoint.format.Fingerprint;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.trainer.TrainingStart;

/**
 * A fit whose rows were read, and what its folder for checkpoints is called: {@code
 * fit-ROWS-WORKERS-FINGERPRINT}, so that fits of the same rows are found by their names.
 *
 * @param plan what it does
 * @param start what it starts from
 * @param rows the rows that it trains and validates with
 */
public record PlannedFit(TrainingPlan plan, TrainingStart start, FitRows rows) {

  /** Begins the names of the folders of all fits. */
  static final String PREFIX = "fit-";

  Fingerprint fingerprint() {
    return FitFingerprint.of(plan, start, rows);
  }

  /** Returns the name of the folder. */
  String folder() {
    return folder(fingerprint());
  }

  /** Returns the name of the folder, for a fit that has a fingerprint of its own. */
  String folder(Fingerprint mine) {
    return shared() + plan.workers().count() + "-" + mine;
  }

  private String shared() {
    return PREFIX + FitFingerprint.rowsOf(plan, rows) + "-";
  }

  /**
   * Returns for how many workers there is a folder of the same fit.
   *
   * @param names those of the folders that there are
   * @param other the same fit with another number of workers
   */
  OptionalInt other(Set<String> names, IntFunction<PlannedFit> other) {
    Pattern ofSameRows = Pattern.compile(Pattern.quote(shared()) + "(\\d{1,9})-[0-9a-f]+");
    return names.stream()
        .map(ofSameRows::matcher)
        .filter(Matcher::matches)
        .mapToInt(name -> Integer.parseInt(name.group(1)))
        .distinct()
        .sorted()
        .filter(workers -> workers > 0 && names.contains(other.apply(workers).folder()))
        .findFirst();
  }
}
