package org.coherer.training.engine;

/**
 * Hears, during a backward pass, which gradients are final already, so that they can be on their
 * way to other ranks while the rest is computed. Called on the thread of the pass.
 */
@FunctionalInterface
public interface GradientListener {

  /** Nobody: nothing is announced, and nothing need be brought to the host. */
  GradientListener NONE = (offset, length) -> {};

  /**
   * Says that the pass is done with some elements of {@link Replica#gradients} and that the host's
   * copy has them, where they may be read and changed from now on.
   *
   * @param offset the first of them
   * @param length how many they are, at least 1
   */
  void ready(long offset, long length);
}
