package org.coherer.training.engine.dl4j;

import java.util.OptionalDouble;
import org.coherer.training.engine.InputGradients;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.engine.dl4j.config.DifferentiableInputs;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.engine.dl4j.natives.NativeBackend;

/** Gradients of rows of plain numbers. */
final class Dl4jInputGradients implements InputGradients {

  /**
   * {@inheritDoc}
   *
   * <p>Refused are inputs that an image, a sequence or an embedding is made of; columns that begin
   * amid one of several inputs; and frozen layers in networks that DL4J runs.
   */
  @Override
  public void check(NetworkSpec network, int inputs) {
    NativeBackend.prepare();
    NetworkConfiguration configuration =
        NetworkConfiguration.parse(network, OptionalDouble.empty());
    DifferentiableInputs.check(configuration, configuration.shape(), inputs);
    if (inputs > 0 && DifferentiableInputs.hasFrozen(configuration)) {
      ReplicaSettings settings = new ReplicaSettings(network, OptionalDouble.empty(), 0, 1);
      new Dl4jEngine().open(settings.withInputGradients(inputs)).close();
    }
  }
}
