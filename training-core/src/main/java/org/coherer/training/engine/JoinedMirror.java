package org.coherer.training.engine;

import java.util.List;
import org.coherer.training.vector.FlatVector;

/** Several mirrors as one. */
final class JoinedMirror implements HostMirror {

  private final List<HostMirror> parts;
  private final FlatVector host;

  JoinedMirror(List<HostMirror> parts) {
    this.parts = parts;
    this.host = FlatVector.concat(parts.stream().map(HostMirror::host).toArray(FlatVector[]::new));
  }

  @Override
  public FlatVector host() {
    return host;
  }

  @Override
  public void pull() {
    parts.forEach(HostMirror::pull);
  }

  @Override
  public void push() {
    parts.forEach(HostMirror::push);
  }
}
