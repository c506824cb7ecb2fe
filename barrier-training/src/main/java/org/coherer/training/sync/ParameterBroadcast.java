package org.coherer.training.sync;

import org.coherer.training.collective.Broadcast;
import org.coherer.training.engine.HostMirror;

/** Gives all replicas the parameters of rank 0. */
final class ParameterBroadcast {

  private ParameterBroadcast() {}

  static void fromRankZero(HostMirror parameters, Broadcast broadcast) {
    parameters.pull();
    broadcast.from(0, parameters.host());
    parameters.push();
  }
}
