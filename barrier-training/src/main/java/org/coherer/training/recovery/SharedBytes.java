package org.coherer.training.recovery;

import org.coherer.training.collective.Broadcast;
import org.coherer.training.vector.FlatVector;

/**
 * Bytes that one rank gives to all. They travel as floats, one each: few of them, and no conversion
 * can change one.
 *
 * @param rank this one
 */
record SharedBytes(Broadcast broadcast, int rank) {

  /**
   * Returns the bytes of a rank. All ranks call it together.
   *
   * @param mine what this rank has; of no meaning on others
   * @param length how many they are, the same on all ranks
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  byte[] from(int root, byte[] mine, int length) {
    FlatVector vector = FlatVector.allocate(length);
    if (rank == root) {
      for (int i = 0; i < length; i++) {
        vector.set(i, mine[i]);
      }
    }
    broadcast.from(root, vector);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) vector.get(i);
    }
    return bytes;
  }
}
