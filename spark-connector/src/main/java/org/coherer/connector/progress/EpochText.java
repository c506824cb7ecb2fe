package org.coherer.connector.progress;

import java.util.Locale;
import org.coherer.connector.report.FitReport.Measures;
import org.coherer.connector.report.FitReport.Position;
import org.coherer.training.event.TrainingHistory.ValidationResult;

/** Epochs in words, as they are shown to users. */
final class EpochText {

  private EpochText() {}

  /** Returns the line of an epoch. */
  static String of(
      Position position, Measures measures, ValidationResult validation, long skippedSteps) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "epoch %d/%d: %s, %.0f rows/s, %.1f s",
            position.epoch(),
            position.epochs(),
            results(measures, validation),
            measures.rowsPerSecond(),
            measures.seconds()));
    if (position.epoch() < position.epochs() && !Double.isNaN(measures.secondsLeft())) {
      line.append(", eta ").append(ProgressFormat.clock(measures.secondsLeft()));
    }
    if (skippedSteps > 0) {
      line.append(", ").append(skippedSteps);
      line.append(" steps skipped (loss or gradients not finite)");
    }
    return line.toString();
  }

  /**
   * Returns the line of the end.
   *
   * @param seconds what all epochs have taken
   */
  static String end(
      Position position, Measures measures, ValidationResult validation, double seconds) {
    if (position.epoch() == 0) {
      return "training has ended";
    }
    return String.format(
        Locale.ROOT,
        "trained %d %s in %.1f s: %s",
        position.epoch(),
        position.epoch() == 1 ? "epoch" : "epochs",
        seconds,
        results(measures, validation));
  }

  private static String results(Measures measures, ValidationResult validation) {
    StringBuilder text = new StringBuilder(number("loss", measures.loss()));
    if (!Double.isNaN(validation.loss())) {
      text.append(", ").append(number("validation loss", validation.loss()));
    }
    validation.metrics().forEach((name, value) -> text.append(", ").append(number(name, value)));
    return text.toString();
  }

  private static String number(String name, double value) {
    return String.format(Locale.ROOT, "%s %.4f", name, value);
  }
}
