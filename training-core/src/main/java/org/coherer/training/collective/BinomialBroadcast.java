package org.coherer.training.collective;

import org.coherer.training.transport.Transport;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.vector.FlatVector;

/**
 * Broadcasts along a binomial tree. Ranks are numbered from the root on; number {@code v} receives
 * from {@code v} without its lowest set bit, then sends to {@code v + 2^k} for every {@code 2^k}
 * below that bit, the largest subtree first.
 */
final class BinomialBroadcast implements Broadcast {

  private final Transport transport;

  BinomialBroadcast(Transport transport) {
    this.transport = transport;
  }

  @Override
  public void from(int root, FlatVector vector) {
    int size = transport.worldSize();
    if (root < 0 || root >= size) {
      throw new IllegalArgumentException(
          "Invalid root " + root + " (must be in [0, " + size + "))");
    }
    if (vector.length() == 0) {
      return;
    }
    int number = Math.floorMod(transport.rank() - root, size);
    int span = number == 0 ? Integer.highestOneBit(size) << 1 : Integer.lowestOneBit(number);
    if (number != 0) {
      transport.receive(Math.floorMod(number - span + root, size), vector, Combine.COPY);
    }
    for (int distance = span >> 1; distance > 0; distance >>= 1) {
      if (number + distance < size) {
        transport.send(Math.floorMod(number + distance + root, size), vector);
      }
    }
  }
}
