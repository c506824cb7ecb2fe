package org.coherer.training.engine.dl4j.update;

import java.util.IdentityHashMap;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.extension.RateFactor;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The learning rates of a network's optimizers, before any {@link RateFactor}. Whoever makes a
 * step, a rule of ours or DL4J, asks the optimizer's settings for the rate; so these have it set
 * before each step, from a copy of what they were.
 */
public final class LearningRates {

  /** Optimizers that have a rate, by instance since they change, and what they were. */
  private final IdentityHashMap<IUpdater, IUpdater> configured = new IdentityHashMap<>();

  /** Copies the settings of a network whose optimizers have made no step yet. */
  public LearningRates(NetworkAdapter network) {
    for (Variable variable : Variable.of(network)) {
      IUpdater optimizer = RateFactor.plain(variable.optimizer());
      if (optimizer != null && optimizer.hasLearningRate()) {
        configured.computeIfAbsent(optimizer, LearningRates::copy);
      }
    }
  }

  /** Copies settings the way that they came. {@code AdaGrad.clone()} loses the schedule. */
  private static IUpdater copy(IUpdater optimizer) {
    try {
      ObjectMapper json = JsonMappers.getMapper();
      return json.readValue(json.writeValueAsString(optimizer), IUpdater.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "Cannot copy the settings of the optimizer " + optimizer.getClass().getSimpleName(), e);
    }
  }

  /**
   * Sets all rates for a step.
   *
   * @param factor what each is multiplied by, those that a schedule of the network's gives included
   */
  public void set(double factor, int iteration, int epoch) {
    configured.forEach(
        (optimizer, before) ->
            optimizer.setLrAndSchedule(factor * before.getLearningRate(iteration, epoch), null));
  }

  /** Returns the rate of a step if all optimizers have the same, else NaN. */
  public double common(double factor, int iteration, int epoch) {
    double[] rates =
        configured.values().stream()
            .mapToDouble(before -> factor * before.getLearningRate(iteration, epoch))
            .distinct()
            .toArray();
    return rates.length == 1 ? rates[0] : Double.NaN;
  }
}
