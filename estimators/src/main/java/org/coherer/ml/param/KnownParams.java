package org.coherer.ml.param;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.ml.param.Param;

/** The Params of all stages by name. */
public final class KnownParams {

  /** Those that Spark's own base classes have. */
  private static final List<String> INHERITED =
      List.of(
          "featuresCol",
          "labelCol",
          "predictionCol",
          "probabilityCol",
          "rawPredictionCol",
          "thresholds");

  private static final List<Class<?>> GROUPS =
      List.of(
          ClassifierParams.class,
          RegressorParams.class,
          GeneralParams.class,
          AutoencoderParams.class);

  private static final SortedSet<String> NAMES = Collections.unmodifiableSortedSet(find());

  private KnownParams() {}

  /** Returns the names of the Params of all estimators and models. */
  public static SortedSet<String> names() {
    return NAMES;
  }

  private static SortedSet<String> find() {
    SortedSet<String> names = new TreeSet<>(INHERITED);
    for (Class<?> group : GROUPS) {
      for (Method method : group.getMethods()) {
        if (Param.class.isAssignableFrom(method.getReturnType())
            && method.getParameterCount() == 0) {
          names.add(method.getName());
        }
      }
    }
    return names;
  }
}
