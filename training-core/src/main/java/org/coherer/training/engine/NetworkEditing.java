package org.coherer.training.engine;

import java.util.List;

/** Changes networks: how they are trained, and what they are trained for. */
public interface NetworkEditing extends EngineCapability {

  /**
   * Changes how a network is trained, and nothing else.
   *
   * @return the changed network
   * @throws IllegalArgumentException if the network cannot be trained so. The message says why, and
   *     for a name that is not known it lists those that are
   */
  NetworkSpec edit(NetworkSpec network, NetworkEdit edit);

  /**
   * Says how large the images or sequences are that a network takes, if it does not say so itself;
   * a row is then one of them. Any other network stays as it is.
   *
   * @param sizes channels, height and width, and a row has an image channel by channel, each row by
   *     row; or the number of steps and of values per step, and a row has the values of the first
   *     step, then those of the second, and so on
   * @throws IllegalArgumentException if the network takes images or sequences of another kind
   */
  default NetworkSpec withInputShape(NetworkSpec network, List<Integer> sizes) {
    return network;
  }

  /**
   * Makes a network for another task of a trained one: some layers frozen, the output replaced, all
   * other parameters kept. Training leaves every bit of a frozen layer's parameters, running
   * statistics included.
   *
   * @throws IllegalArgumentException if the network has no such layers
   */
  NetworkFile transfer(NetworkFile source, Transfer transfer);
}
