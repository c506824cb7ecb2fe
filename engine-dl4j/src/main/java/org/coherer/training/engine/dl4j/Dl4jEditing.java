package org.coherer.training.engine.dl4j;

import java.util.List;
import java.util.OptionalDouble;
import org.coherer.training.engine.NetworkEdit;
import org.coherer.training.engine.NetworkEditing;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.Transfer;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.engine.dl4j.config.NetworkEditor;
import org.coherer.training.engine.dl4j.config.NetworkTransfer;
import org.coherer.training.engine.dl4j.natives.NativeBackend;

/** Changes networks as DL4J's builders and its {@code TransferLearning} would. */
final class Dl4jEditing implements NetworkEditing {

  /**
   * {@inheritDoc}
   *
   * <p>Optimizers: sgd, momentum and nesterov (both are Nesterov's momentum), adam, adamw, amsgrad,
   * adagrad, rmsprop. Losses: crossEntropy, binaryCrossEntropy, meanSquaredError,
   * meanAbsoluteError, meanAbsolutePercentageError, meanSquaredLogarithmicError, poisson,
   * kullbackLeibler, cosineProximity; hinge and squaredHinge, for targets of -1 and 1. The edit is
   * what DL4J's builders would have made of these settings.
   */
  @Override
  public NetworkSpec edit(NetworkSpec network, NetworkEdit edit) {
    NativeBackend.prepare();
    NetworkConfiguration configuration =
        NetworkConfiguration.parse(network, OptionalDouble.empty());
    configuration.shape();
    new NetworkEditor(configuration, edit).apply();
    return configuration.spec();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Asked where DL4J's description keeps no InputType: a network whose first layers take images
   * gets a FeedForwardToCnnPreProcessor, one that takes sequences what makes them of rows.
   */
  @Override
  public NetworkSpec withInputShape(NetworkSpec network, List<Integer> sizes) {
    NativeBackend.prepare();
    NetworkConfiguration configuration =
        NetworkConfiguration.parse(network, OptionalDouble.empty());
    configuration.setInputShape(sizes);
    return configuration.spec();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Layers are frozen as DL4J's {@code TransferLearning} freezes them, and counted as DL4J
   * counts them. New weights are initialized as the replaced layer's were.
   */
  @Override
  public NetworkFile transfer(NetworkFile source, Transfer transfer) {
    NativeBackend.prepare();
    NetworkConfiguration configuration =
        NetworkConfiguration.parse(source.network(), OptionalDouble.empty());
    long expected = configuration.shape().parameterCount();
    if (source.parameters().length() != expected) {
      throw new IllegalArgumentException(
          "Cannot transfer a network with "
              + source.parameters().length()
              + " parameters (its description has "
              + expected
              + ")");
    }
    return new NetworkTransfer(configuration).apply(source.parameters(), transfer);
  }
}
