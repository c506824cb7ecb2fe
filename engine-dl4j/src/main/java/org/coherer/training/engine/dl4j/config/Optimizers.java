package org.coherer.training.engine.dl4j.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.coherer.training.engine.NetworkEdit.OptimizerChoice;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * DL4J's optimizers by their names in the field.
 *
 * <table>
 * <caption>Names and settings</caption>
 * <tr><th>name</th><th>settings</th></tr>
 * <tr><td>sgd</td><td></td></tr>
 * <tr><td>momentum, nesterov</td><td>momentum; both are Nesterov's</td></tr>
 * <tr><td>adam, amsgrad</td><td>beta1, beta2, epsilon</td></tr>
 * <tr><td>adamw</td><td>those of adam; with weight decay, of 0.01 where neither
 * the edit nor the layer has one</td></tr>
 * <tr><td>adagrad</td><td>epsilon</td></tr>
 * <tr><td>rmsprop</td><td>rmsDecay, epsilon</td></tr>
 * </table>
 */
final class Optimizers {

  /** The weight decay that {@code adamw} gives to layers without any. */
  static final double ADAMW_DECAY = 0.01;

  /** Makes an optimizer from settings, with a default for each. */
  private record Kind(Map<String, Double> defaults, Maker maker) {}

  /** Makes an optimizer from all of its settings. */
  private interface Maker {
    IUpdater make(Map<String, Double> settings);
  }

  private static final Map<String, Double> MOMENTS =
      Map.of(
          "beta1", Adam.DEFAULT_ADAM_BETA1_MEAN_DECAY,
          "beta2", Adam.DEFAULT_ADAM_BETA2_VAR_DECAY,
          "epsilon", Adam.DEFAULT_ADAM_EPSILON);

  private static final Kind MOMENTUM =
      new Kind(
          Map.of("momentum", Nesterovs.DEFAULT_NESTEROV_MOMENTUM),
          of -> new Nesterovs(of.get("momentum")));

  private static final Kind ADAM =
      new Kind(
          MOMENTS,
          of ->
              new Adam(
                  Adam.DEFAULT_ADAM_LEARNING_RATE,
                  of.get("beta1"),
                  of.get("beta2"),
                  of.get("epsilon")));

  private static final Map<String, Kind> KINDS =
      new TreeMap<>(
          Map.of(
              "sgd",
              new Kind(Map.of(), of -> new Sgd()),
              "momentum",
              MOMENTUM,
              "nesterov",
              MOMENTUM,
              "adam",
              ADAM,
              "adamw",
              ADAM,
              "amsgrad",
              new Kind(
                  MOMENTS,
                  of ->
                      new AMSGrad(
                          AMSGrad.DEFAULT_AMSGRAD_LEARNING_RATE,
                          of.get("beta1"),
                          of.get("beta2"),
                          of.get("epsilon"))),
              "adagrad",
              new Kind(
                  Map.of("epsilon", AdaGrad.DEFAULT_ADAGRAD_EPSILON),
                  of -> new AdaGrad(AdaGrad.DEFAULT_ADAGRAD_LEARNING_RATE, of.get("epsilon"))),
              "rmsprop",
              new Kind(
                  Map.of(
                      "rmsDecay",
                      RmsProp.DEFAULT_RMSPROP_RMSDECAY,
                      "epsilon",
                      RmsProp.DEFAULT_RMSPROP_EPSILON),
                  of ->
                      new RmsProp(
                          RmsProp.DEFAULT_RMSPROP_LEARNING_RATE,
                          of.get("rmsDecay"),
                          of.get("epsilon")))));

  private Optimizers() {}

  /**
   * Makes an optimizer with the learning rate of another, and its schedule.
   *
   * @throws IllegalArgumentException if the name or a setting is unknown, or out of range
   */
  static IUpdater of(OptimizerChoice choice, IUpdater before) {
    Kind kind = KINDS.get(choice.name());
    if (kind == null) {
      throw new IllegalArgumentException(
          "Unknown optimizer '" + choice.name() + "' (must be one of " + KINDS.keySet() + ")");
    }
    Map<String, Double> settings = new TreeMap<>(kind.defaults());
    choice.settings().forEach((name, value) -> settings.put(name, checked(choice, name, value)));
    IUpdater optimizer = kind.maker().make(settings);
    if (before.hasLearningRate()) {
      keepRate(before, optimizer);
    }
    return optimizer;
  }

  private static double checked(OptimizerChoice choice, String name, double value) {
    Map<String, Double> known = KINDS.get(choice.name()).defaults();
    if (!known.containsKey(name)) {
      throw new IllegalArgumentException(
          "Unknown setting '"
              + name
              + "' of the optimizer "
              + choice.name()
              + (known.isEmpty()
                  ? " (it has none)"
                  : " (must be one of " + new TreeSet<>(known.keySet()) + ")"));
    }
    boolean fits = name.equals("epsilon") ? value > 0 && value < 1e30 : value >= 0 && value < 1;
    if (!fits) {
      throw new IllegalArgumentException(
          "Invalid "
              + name
              + " "
              + value
              + " of the optimizer "
              + choice.name()
              + (name.equals("epsilon") ? " (must be above 0)" : " (must be in [0, 1))"));
    }
    return value;
  }

  /** DL4J's interface of optimizers lets schedules be set, but not asked for; its JSON has them. */
  private static void keepRate(IUpdater before, IUpdater after) {
    JsonNode settings = JsonMappers.getMapper().valueToTree(before);
    JsonNode schedule = settings.path("learningRateSchedule");
    try {
      after.setLrAndSchedule(
          settings.path("learningRate").asDouble(),
          schedule.isObject()
              ? JsonMappers.getMapper().treeToValue(schedule, ISchedule.class)
              : null);
    } catch (JsonProcessingException e) {
      throw NetworkJson.unreadable("not a valid learning rate schedule", e);
    }
  }
}
