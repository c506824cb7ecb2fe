package org.coherer.training.engine.dl4j.execution;

import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.translation.NetworkTranslation;
import org.coherer.training.engine.dl4j.translation.ParameterBlocks;
import org.coherer.training.engine.dl4j.translation.UntranslatableException;
import org.coherer.training.network.Network;
import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what runs a network. */
public enum ExecutionPolicy {
  /** DL4J itself. */
  DL4J {
    @Override
    public Execution of(NetworkShape shape, int inputGradients, NetworkAdapter network) {
      return new Dl4jExecution(
          shape, inputGradients, network, DataType.FLOAT, "it runs all networks");
    }
  },

  /** Layers of our own if there are some for all of the network's, otherwise DL4J. */
  FASTEST {
    @Override
    public Execution of(NetworkShape shape, int inputGradients, NetworkAdapter network) {
      ParameterBlocks blocks = new ParameterBlocks(network);
      try {
        Network translated =
            new NetworkTranslation(shape, inputGradients, blocks)
                .translate(network.stages(), network.outputKeys());
        log.debug("The network runs on {} layers of Coherer", network.stages().size());
        return new LayerExecution(shape, blocks, translated);
      } catch (UntranslatableException e) {
        log.info("The network runs on DL4J's own layers, which are slower: {}", e.getMessage());
        return new Dl4jExecution(shape, inputGradients, network, DataType.FLOAT, e.getMessage());
      }
    }
  };

  private static final Logger log = LoggerFactory.getLogger(ExecutionPolicy.class);

  /**
   * Returns what runs a network of 32-bit floats, on its own parameters.
   *
   * @param inputGradients of how many of a row's last inputs there are gradients
   */
  public abstract Execution of(NetworkShape shape, int inputGradients, NetworkAdapter network);
}
