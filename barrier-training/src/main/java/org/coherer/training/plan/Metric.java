package org.coherer.training.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.encoding.TargetEncoding.Domain;

/** What a validation measures beside the loss. */
public enum Metric {
  ACCURACY("accuracy", true),
  SUBSET_ACCURACY("subsetAccuracy", true),
  HAMMING_LOSS("hammingLoss", false),
  RMSE("rmse", false),
  MAE("mae", false);

  private final String text;
  private final boolean better;

  Metric(String text, boolean better) {
    this.text = text;
    this.better = better;
  }

  /** Returns whether more of it is better. */
  boolean moreIsBetter() {
    return better;
  }

  /** Returns those that such targets have, by the names that they have there. */
  static Map<String, Metric> of(TargetEncoding target) {
    Map<String, Metric> named = new LinkedHashMap<>();
    for (int i = 0; i < target.parts().size(); i++) {
      for (Metric metric : ofOne(target.parts().get(i))) {
        named.put(metric.nameOf(target, i), metric);
      }
    }
    return named;
  }

  private static List<Metric> ofOne(TargetEncoding part) {
    if (part instanceof TargetEncoding.ClassIndex) {
      return List.of(ACCURACY);
    }
    if (part instanceof TargetEncoding.Levels) {
      return List.of(ACCURACY, MAE);
    }
    return part instanceof TargetEncoding.Values values && values.domain() == Domain.LABELS
        ? List.of(SUBSET_ACCURACY, HAMMING_LOSS)
        : List.of(RMSE, MAE);
  }

  /** Returns what it is called for one of the parts: with several, behind it the output's name. */
  public String nameOf(TargetEncoding target, int part) {
    return target instanceof TargetEncoding.Joined joined && joined.parts().size() > 1
        ? text + "_" + joined.names().get(part)
        : text;
  }
}
