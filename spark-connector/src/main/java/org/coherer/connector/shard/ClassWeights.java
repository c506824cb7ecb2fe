package org.coherer.connector.shard;

import java.util.List;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.training.encoding.TargetEncoding;

/** Checks of the weights of classes. */
public final class ClassWeights {

  private ClassWeights() {}

  /**
   * Checks that weights are those of a network's classes.
   *
   * @throws IllegalArgumentException if the target is no class, there are not as many weights, one
   *     of them is no weight, or all are 0
   */
  public static void check(List<Double> weights, TargetEncoding target) {
    if (!(target instanceof TargetEncoding.ClassIndex classes)) {
      throw new InvalidParamException(
          "Cannot weigh classes: the target is no class (clear classWeights)", "classWeights");
    }
    if (weights.size() != classes.classes()) {
      throw new InvalidParamException(
          "classWeights has "
              + weights.size()
              + " values (must be one for each of the network's "
              + classes.classes()
              + " classes)",
          "classWeights");
    }
    for (double weight : weights) {
      if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
        throw new InvalidParamException(
            "Invalid value " + weight + " in classWeights (must be a finite number of at least 0)",
            "classWeights");
      }
    }
    if (weights.stream().allMatch(weight -> weight == 0)) {
      throw new InvalidParamException(
          "Invalid classWeights " + weights + " (at least one must be above 0)", "classWeights");
    }
  }
}
