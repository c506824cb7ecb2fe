package org.coherer.ml.param;

import java.util.List;
import org.apache.spark.ml.param.Params;

/** Params of which only one may be set, for they say the same thing, or parts of it. */
public final class Alternatives {

  /** What the network is, in any of the ways that a stage may have. */
  public static final List<String> NETWORK = List.of("network", "layers", "initialModelPath");

  private static final List<List<String>> ALL =
      List.of(
          NETWORK,
          List.of("activation", "network", "initialModelPath"),
          List.of("hiddenLayers", "layers"),
          List.of("hiddenLayers", "network"),
          List.of("hiddenLayers", "initialModelPath"),
          List.of("featuresCol", "featuresCols"),
          List.of("labelCol", "labelCols"),
          List.of("batchSize", "blockSize"),
          List.of("learningRate", "stepSize"),
          List.of("balanceClasses", "classWeights"),
          List.of("gradientClippingNorm", "gradientClippingValue"),
          List.of("validationFraction", "validationIndicatorCol"));

  private Alternatives() {}

  /** Returns whether another Param is set on a stage that takes the place of this one. */
  public static boolean isReplaced(Params stage, String name) {
    return ALL.stream()
        .filter(group -> group.contains(name))
        .flatMap(List::stream)
        .anyMatch(other -> !other.equals(name) && isSet(stage, other));
  }

  /** Returns whether a stage trains a perceptron: a new one, whose layers may follow the data. */
  public static boolean isPerceptron(Params stage) {
    return stage.hasParam("layers")
        && !isSet(stage, "network")
        && !isSet(stage, "initialModelPath");
  }

  /** Returns whether a stage has a Param and it is set. */
  public static boolean isSet(Params stage, String name) {
    return stage.hasParam(name) && stage.isSet(stage.getParam(name));
  }
}
