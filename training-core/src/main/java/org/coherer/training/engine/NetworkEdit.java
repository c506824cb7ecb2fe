package org.coherer.training.engine;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Changes to how a network is trained, for {@link NetworkEditing#edit}. What is empty stays as the
 * network has it; the layers, their sizes and the order of the parameters stay always.
 *
 * @param optimizer replaces the optimizers of all layers, those of biases included
 * @param l1 the coefficient of the sum of the weights' absolute values, 0 for none. Biases are not
 *     penalized, here as below
 * @param l2 the coefficient of half the sum of the weights' squares, 0 for none
 * @param weightDecay the share of the weights, times the learning rate, that every step takes away
 *     from them beside the optimizer's change, 0 for none. Where it is empty and the optimizer is
 *     to be {@code adamw}, layers without a share of their own get one of 0.01
 * @param dropout the probability that a number is dropped, 0 for none. Where the network has
 *     dropout, this becomes its probability; otherwise the inputs of all dense layers, the output
 *     layer included, get it, except for those that take the network's own input
 * @param loss the name of the loss, such as {@code crossEntropy}
 */
public record NetworkEdit(
    Optional<OptimizerChoice> optimizer,
    OptionalDouble l1,
    OptionalDouble l2,
    OptionalDouble weightDecay,
    OptionalDouble dropout,
    Optional<String> loss) {

  /** Changes nothing. */
  public static final NetworkEdit NONE =
      new NetworkEdit(
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty());

  /** Checks the numbers. */
  public NetworkEdit {
    checkCoefficient("l1", l1);
    checkCoefficient("l2", l2);
    checkCoefficient("weightDecay", weightDecay);
    if (dropout.isPresent() && !(dropout.getAsDouble() >= 0 && dropout.getAsDouble() < 1)) {
      throw new IllegalArgumentException(
          "Invalid dropout " + dropout.getAsDouble() + " (must be a probability in [0, 1))");
    }
  }

  private static void checkCoefficient(String name, OptionalDouble value) {
    if (value.isPresent() && !(value.getAsDouble() >= 0 && value.getAsDouble() < 1e30)) {
      throw new IllegalArgumentException(
          "Invalid " + name + " " + value.getAsDouble() + " (must be a number, at least 0)");
    }
  }

  /**
   * An optimizer by its name in the field.
   *
   * @param name such as {@code adam}
   * @param settings some of its numbers by name, such as {@code beta1}; others are the engine's
   *     defaults. The learning rate is not among them: it stays that of the optimizer that is
   *     replaced, with its schedule, see {@link ReplicaSettings#learningRate}
   */
  public record OptimizerChoice(String name, Map<String, Double> settings) {

    /** Copies the settings. */
    public OptimizerChoice {
      settings = Map.copyOf(settings);
    }
  }

  /** Returns this edit with another optimizer. */
  public NetworkEdit withOptimizer(String name, Map<String, Double> settings) {
    OptimizerChoice choice = new OptimizerChoice(name, settings);
    return new NetworkEdit(Optional.of(choice), l1, l2, weightDecay, dropout, loss);
  }

  /** Returns this edit without a loss. */
  public NetworkEdit withoutLoss() {
    return new NetworkEdit(optimizer, l1, l2, weightDecay, dropout, Optional.empty());
  }

  /** Returns this edit with another {@link #l1}. */
  public NetworkEdit withL1(double value) {
    return new NetworkEdit(optimizer, OptionalDouble.of(value), l2, weightDecay, dropout, loss);
  }

  /** Returns this edit with another {@link #l2}. */
  public NetworkEdit withL2(double value) {
    return new NetworkEdit(optimizer, l1, OptionalDouble.of(value), weightDecay, dropout, loss);
  }

  /** Returns this edit with another {@link #weightDecay}. */
  public NetworkEdit withWeightDecay(double value) {
    return new NetworkEdit(optimizer, l1, l2, OptionalDouble.of(value), dropout, loss);
  }

  /** Returns this edit with another {@link #dropout}. */
  public NetworkEdit withDropout(double value) {
    return new NetworkEdit(optimizer, l1, l2, weightDecay, OptionalDouble.of(value), loss);
  }

  /** Returns this edit with another {@link #loss}. */
  public NetworkEdit withLoss(String name) {
    return new NetworkEdit(optimizer, l1, l2, weightDecay, dropout, Optional.of(name));
  }
}
