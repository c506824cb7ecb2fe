package org.coherer.training.plan;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.event.TrainingHistory;

/**
 * The number by which epochs are compared.
 *
 * @param name what it is called
 * @param moreIsBetter its direction
 */
public record Monitor(String name, boolean moreIsBetter) {

  /**
   * Returns what a plan's epochs are compared by. Where nothing depends on it, and what is to be
   * monitored is not measured, that is the training loss.
   *
   * @param validated whether there is a validation set
   * @throws IllegalArgumentException if it is not measured. The message lists what is
   */
  public static Monitor of(Stopping stopping, boolean validated, TargetEncoding target) {
    List<Monitor> measured = measured(validated, target);
    for (Monitor one : measured) {
      if (one.name.equals(stopping.monitor())) {
        return one;
      }
    }
    if (!stopping.comparesEpochs()) {
      return measured.get(0);
    }
    throw new IllegalArgumentException(
        "Invalid monitor '"
            + stopping.monitor()
            + "' (must be one of "
            + String.join(", ", measured.stream().map(Monitor::name).toList())
            + (validated ? ")" : ", for there is no validation set)"));
  }

  private static List<Monitor> measured(boolean validated, TargetEncoding target) {
    List<Monitor> measured = new ArrayList<>();
    measured.add(new Monitor(Stopping.TRAINING_LOSS, false));
    if (validated) {
      measured.add(new Monitor(Stopping.LOSS, false));
      Metric.of(target)
          .forEach((name, metric) -> measured.add(new Monitor(name, metric.moreIsBetter())));
    }
    return measured;
  }

  /** Returns the number of an epoch; NaN if it could not be measured. */
  public double of(TrainingHistory.Epoch epoch) {
    return switch (name) {
      case Stopping.TRAINING_LOSS -> epoch.loss();
      case Stopping.LOSS -> epoch.validationLoss();
      default -> epoch.metrics().get(name);
    };
  }

  /** Returns whether one number is better than another, by more than so much. */
  public boolean isBetter(double value, double than, double minDelta) {
    return moreIsBetter ? value > than + minDelta : value < than - minDelta;
  }

  /** Returns the number that everything is better than. */
  public double worst() {
    return moreIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
