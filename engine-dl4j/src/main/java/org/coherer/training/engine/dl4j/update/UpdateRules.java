package org.coherer.training.engine.dl4j.update;

import org.coherer.training.engine.dl4j.extension.RateFactor;
import org.coherer.training.optimizer.UpdateRule;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** DL4J's optimizers as rules for flat vectors. */
final class UpdateRules {

  private UpdateRules() {}

  /**
   * Returns the rule by which an optimizer makes the step that follows, or {@code null} if there is
   * none for it.
   *
   * @param multiplied the optimizer, or one whose rate is multiplied
   * @param iteration steps made before
   * @param epoch epochs completed before
   */
  static UpdateRule at(IUpdater multiplied, int iteration, int epoch) {
    float rate = multiplied.hasLearningRate() ? rate(multiplied, iteration, epoch) : 0;
    IUpdater optimizer = RateFactor.plain(multiplied);
    // By class, not by instance: a subclass may do anything.
    Class<?> type = optimizer.getClass();
    if (type == Sgd.class) {
      return new UpdateRule.Sgd(rate);
    } else if (type == NoOp.class) {
      return new UpdateRule.NoOp();
    } else if (type == Nesterovs.class) {
      double momentum = ((Nesterovs) optimizer).currentMomentum(iteration, epoch);
      return new UpdateRule.Nesterovs(rate, (float) momentum);
    } else if (type == Adam.class) {
      return adam((Adam) optimizer, rate, iteration);
    } else if (type == AMSGrad.class) {
      return amsGrad((AMSGrad) optimizer, rate, iteration);
    } else if (type == AdaGrad.class) {
      return new UpdateRule.AdaGrad(rate, (float) ((AdaGrad) optimizer).getEpsilon());
    } else if (type == RmsProp.class) {
      RmsProp settings = (RmsProp) optimizer;
      return new UpdateRule.RmsProp(
          rate, (float) settings.getRmsDecay(), (float) settings.getEpsilon());
    }
    return null;
  }

  private static float rate(IUpdater optimizer, int iteration, int epoch) {
    return (float) optimizer.getLearningRate(iteration, epoch);
  }

  private static UpdateRule adam(Adam settings, float rate, int iteration) {
    float beta1 = (float) settings.getBeta1();
    float beta2 = (float) settings.getBeta2();
    float epsilon = (float) settings.getEpsilon();
    return new UpdateRule.Adam(
        UpdateRule.Adam.correctedRate(rate, beta1, beta2, epsilon, iteration + 1L),
        beta1,
        beta2,
        epsilon);
  }

  private static UpdateRule amsGrad(AMSGrad settings, float rate, int iteration) {
    float beta1 = (float) settings.getBeta1();
    float beta2 = (float) settings.getBeta2();
    float epsilon = (float) settings.getEpsilon();
    return new UpdateRule.AmsGrad(
        UpdateRule.Adam.correctedRate(rate, beta1, beta2, epsilon, iteration + 1L),
        beta1,
        beta2,
        epsilon);
  }
}
