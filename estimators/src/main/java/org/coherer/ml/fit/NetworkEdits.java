package org.coherer.ml.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.engine.NetworkEdit;

/** Reads from the Params of an estimator how the training of a network is changed. */
final class NetworkEdits {

  private final TrainingParams<?> params;

  private NetworkEdits(TrainingParams<?> params) {
    this.params = params;
  }

  /**
   * Returns the changes.
   *
   * @throws IllegalArgumentException if a hyperparameter of an optimizer is set, and no optimizer
   */
  static NetworkEdit from(TrainingParams<?> params) {
    return new NetworkEdits(params).edit();
  }

  /**
   * Returns the names of the Params whose changes an engine refuses.
   *
   * @param refuses whether the engine refuses one change on its own
   */
  static List<String> refused(TrainingParams<?> params, Predicate<NetworkEdit> refuses) {
    NetworkEdits edits = new NetworkEdits(params);
    List<String> names = new ArrayList<>();
    if (params.isSet(params.optimizer()) && refuses.test(edits.withOptimizer(NetworkEdit.NONE))) {
      names.add(params.optimizer().name());
      names.addAll(edits.optimizerSettings().keySet());
    }
    if (params.isSet(params.dropout())
        && refuses.test(NetworkEdit.NONE.withDropout(params.getDropout()))) {
      names.add(params.dropout().name());
    }
    if (params.isSet(params.loss()) && refuses.test(NetworkEdit.NONE.withLoss(params.getLoss()))) {
      names.add(params.loss().name());
    }
    return names;
  }

  /** Returns the names of the Params that change anything, for messages. */
  static String names(TrainingParams<?> params) {
    return Stream.of(
            params.optimizer(),
            params.l1(),
            params.l2(),
            params.weightDecay(),
            params.dropout(),
            params.loss())
        .filter(params::isSet)
        .map(Param::name)
        .collect(Collectors.joining(", "));
  }

  private NetworkEdit edit() {
    NetworkEdit edit = withOptimizer(NetworkEdit.NONE);
    if (params.isSet(params.l1())) {
      edit = edit.withL1(params.getL1());
    }
    if (params.isSet(params.l2())) {
      edit = edit.withL2(params.getL2());
    }
    if (params.isSet(params.weightDecay())) {
      edit = edit.withWeightDecay(params.getWeightDecay());
    }
    if (params.isSet(params.dropout())) {
      edit = edit.withDropout(params.getDropout());
    }
    return params.isSet(params.loss()) ? edit.withLoss(params.getLoss()) : edit;
  }

  private NetworkEdit withOptimizer(NetworkEdit edit) {
    Map<String, Double> settings = optimizerSettings();
    if (params.isSet(params.optimizer())) {
      return edit.withOptimizer(params.getOptimizer(), settings);
    }
    if (!settings.isEmpty()) {
      throw new InvalidParamException(
          String.join(", ", settings.keySet())
              + (settings.size() == 1 ? " is set" : " are set")
              + " and optimizer is not (set it to the optimizer that is meant)",
          settings.keySet().toArray(new String[0]));
    }
    return edit;
  }

  /** The engine's settings have the names of the Params. */
  private Map<String, Double> optimizerSettings() {
    List<DoubleParam> known =
        List.of(
            params.momentum(), params.beta1(), params.beta2(), params.epsilon(), params.rmsDecay());
    Map<String, Double> settings = new LinkedHashMap<>();
    for (DoubleParam param : known) {
      if (params.isSet(param)) {
        settings.put(param.name(), (Double) params.get(param).get());
      }
    }
    return settings;
  }
}
