package org.coherer.testkit.staged;

import org.coherer.training.engine.HostMirror;
import org.coherer.training.vector.FlatVector;

/**
 * A vector in two places: the engine computes with one, the host sees the other. Whenever the
 * engine changes its own, the host's becomes NaN, so that nobody goes on with what is out of date.
 */
final class StagedMirror implements HostMirror {

  private final FlatVector device;
  private final FlatVector host;

  /** Allocates both; the engine's holds zeros. */
  StagedMirror(long length) {
    device = FlatVector.allocate(length);
    host = FlatVector.allocate(length);
    host.fill(Float.NaN);
  }

  /** Returns the engine's copy; whoever is about to change it calls {@link #invalidate}. */
  FlatVector device() {
    return device;
  }

  /** Takes what the host has from it. */
  void invalidate() {
    host.fill(Float.NaN);
  }

  /** Brings some elements to the host. */
  void pull(long offset, long length) {
    host.slice(offset, length).copyFrom(device.slice(offset, length));
  }

  @Override
  public FlatVector host() {
    return host;
  }

  @Override
  public void pull() {
    host.copyFrom(device);
  }

  @Override
  public void push() {
    device.copyFrom(host);
  }
}
