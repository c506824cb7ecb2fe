package org.coherer.training.engine;

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
   * Makes a network for another task of a trained one: some layers frozen, the output replaced, all
   * other parameters kept. Training leaves every bit of a frozen layer's parameters, running
   * statistics included.
   *
   * @throws IllegalArgumentException if the network has no such layers
   */
  NetworkFile transfer(NetworkFile source, Transfer transfer);
}
