package org.coherer.training.engine.dl4j.update;

import java.util.List;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * The coefficients of the regularization of some parameters in one step.
 *
 * @param l1 of the parameters' signs, added to gradients
 * @param l2 of the parameters, added to gradients
 * @param weightDecay of the parameters, added to what is subtracted from them
 */
record PenaltyTerms(float l1, float l2, float weightDecay) {

  /** Returns whether all of these are among the three. */
  static boolean cover(List<Regularization> terms) {
    return terms.stream()
        .map(Object::getClass)
        .allMatch(
            type ->
                type == L1Regularization.class
                    || type == L2Regularization.class
                    || type == WeightDecay.class);
  }

  /** Returns the coefficients of a step at a learning rate. */
  static PenaltyTerms at(List<Regularization> terms, double rate, int iteration, int epoch) {
    double l1 = 0;
    double l2 = 0;
    double decay = 0;
    for (Regularization term : terms) {
      if (term instanceof L1Regularization first) {
        l1 += first.getL1().valueAt(iteration, epoch);
      } else if (term instanceof L2Regularization second) {
        l2 += second.getL2().valueAt(iteration, epoch);
      } else if (term instanceof WeightDecay decoupled) {
        double factor = decoupled.isApplyLR() ? rate : 1;
        decay += decoupled.getCoeff().valueAt(iteration, epoch) * factor;
      }
    }
    return new PenaltyTerms((float) l1, (float) l2, (float) decay);
  }
}
