package org.coherer.ml;

import java.util.List;
import org.apache.spark.ml.param.Params;

/** Params of which one alone may be set, for they say the same thing in different ways. */
final class Alternatives {

  /** What the network is, in any of the ways that a stage may have. */
  static final List<String> NETWORK = List.of("network", "layers", "initialModelPath");

  private static final List<List<String>> ALL =
      List.of(
          NETWORK,
          List.of("featuresCol", "featuresCols"),
          List.of("labelCol", "labelCols"),
          List.of("batchSize", "blockSize"),
          List.of("learningRate", "stepSize"),
          List.of("gradientClippingNorm", "gradientClippingValue"),
          List.of("validationFraction", "validationIndicatorCol"));

  private Alternatives() {}

  /** Returns whether another Param is set on a stage that takes the place of this one. */
  static boolean isReplaced(Params stage, String name) {
    return ALL.stream()
        .filter(group -> group.contains(name))
        .flatMap(List::stream)
        .anyMatch(other -> !other.equals(name) && isSet(stage, other));
  }

  /**
   * Checks that not both of two Params are set.
   *
   * @throws IllegalArgumentException if they are
   */
  static void check(Params stage, String one, String other) {
    if (isSet(stage, one) && isSet(stage, other)) {
      throw new IllegalArgumentException(
          "Both " + one + " and " + other + " are set (clear one of them)");
    }
  }

  private static boolean isSet(Params stage, String name) {
    return stage.hasParam(name) && stage.isSet(stage.getParam(name));
  }
}
