package org.coherer.training.engine;

import org.coherer.training.vector.FlatVector;

/**
 * The mirror of a vector on the host, which needs no copy.
 *
 * @param host the engine's own memory
 */
record AliasingMirror(FlatVector host) implements HostMirror {

  @Override
  public void pull() {
    // The host sees the engine's memory.
  }

  @Override
  public void push() {
    // The engine sees the host's memory.
  }
}
