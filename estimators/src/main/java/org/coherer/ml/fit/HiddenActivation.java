package org.coherer.ml.fit;

import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.PerceptronParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.engine.PerceptronBuilder.Activation;

/** Reads which activation the hidden layers of a perceptron have. */
final class HiddenActivation {

  private HiddenActivation() {}

  /**
   * Returns it.
   *
   * @throws IllegalArgumentException if it is unknown. The message lists those that are known
   */
  static Activation of(PerceptronParams<?> params) {
    return InvalidParamException.naming(
        "activation", () -> Activation.named(params.getActivation()));
  }

  /**
   * Checks that it is not set beside a network.
   *
   * @throws IllegalArgumentException if it is, for it would change nothing
   */
  static void check(TrainingParams<?> params) {
    if (!(params instanceof PerceptronParams<?> perceptron)
        || !perceptron.isSet(perceptron.activation())) {
      return;
    }
    Stream.of(params.network(), params.initialModelPath())
        .filter(params::isSet)
        .map(Param::name)
        .findFirst()
        .ifPresent(
            network -> {
              throw new InvalidParamException(
                  "activation is set and so is "
                      + network
                      + ", whose layers have their own activations (clear one of them; activation is"
                      + " for the perceptron of layers)",
                  "activation",
                  network);
            });
  }
}
