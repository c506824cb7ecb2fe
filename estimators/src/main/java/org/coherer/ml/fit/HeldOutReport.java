package org.coherer.ml.fit;

import java.util.List;
import java.util.Locale;
import org.coherer.connector.profile.LabelTable;
import org.coherer.training.calibration.Calibration;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.plan.Metric;
import org.coherer.training.trainer.TrainingResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says of a classifier's validation set after its training: the temperature, and
 * whether anything was learned at all.
 *
 * @param heldOut the labels of the rows, with the weights of those held out
 */
record HeldOutReport(Draft draft, LearnedData learned, LearnedClasses classes, LabelTable heldOut) {

  private static final Logger LOG = LoggerFactory.getLogger(HeldOutReport.class);

  /** Ranks multiply weights as floats. */
  private static final double ROUNDING = 1e-6;

  /**
   * The class that is the most frequent one in the validation set.
   *
   * @param share the part of the weight that its rows have
   */
  private record MostFrequent(Object label, double share) {}

  /** Writes what there is to say. */
  void log(TrainingResult result) {
    if (!(learned.layout().target() instanceof TargetEncoding.ClassIndex) || !learned.validated()) {
      return;
    }
    log(result.calibration());
    TrainingHistory history = result.history();
    Double accuracy =
        history
            .epochs()
            .get(history.resultEpoch() - 1)
            .metrics()
            .get(Metric.ACCURACY.nameOf(learned.layout().target(), 0));
    MostFrequent best = mostFrequent();
    if (accuracy <= best.share() + ROUNDING) {
      LOG.warn(
          "The model is right about {} of the validation set, which is no better than to predict {}"
              + " for every row ({}). {}",
          percent(accuracy),
          LabelTable.textOf(best.label()),
          percent(best.share()),
          reasons());
    }
  }

  private static void log(Calibration calibration) {
    if (calibration.isAtLimit()) {
      LOG.warn(
          "Calibrated: {}, the most extreme there is. The validation set does not tell how sure the"
              + " model may be (hold out more rows, or set calibration to none)",
          calibration.text());
    } else if (!calibration.isIdentity()) {
      LOG.info("Calibrated: {}", calibration.text());
    }
  }

  private MostFrequent mostFrequent() {
    List<Object> labels = classes.labels(learned.layout().target().length());
    List<Float> factors = learned.classes().weights();
    MostFrequent best = new MostFrequent(labels.get(0), 0);
    double all = 0;
    for (int i = 0; i < labels.size(); i++) {
      double factor = factors.isEmpty() ? 1 : factors.get(i);
      double weight = factor * heldOut.weightOf(labels.get(i));
      all += weight;
      if (weight > best.share()) {
        best = new MostFrequent(labels.get(i), weight);
      }
    }
    return new MostFrequent(best.label(), best.share() / all);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * part);
  }

  private String reasons() {
    Double rate = ParamSynonyms.learningRate(draft.params());
    return "Likely reasons: labels do not depend on the features; "
        + learned.trainingRows()
        + " rows are too few; the learning rate"
        + (rate == null ? "" : " of " + rate)
        + " is too high"
        + (draft.task().balanced() ? "" : "; most rows are of one class (set balanceClasses)");
  }
}
