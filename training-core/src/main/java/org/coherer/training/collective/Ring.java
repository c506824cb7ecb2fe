package org.coherer.training.collective;

import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.vector.FlatVector;

/**
 * The ring algorithm: every member sends to the next one and receives from the previous one.
 *
 * <p>In a reduce-scatter, chunk {@code i} starts at member {@code i + 1} and passes around the ring
 * once; every member adds its own values, and the sum arrives at member {@code i}. In an all-gather
 * it passes around once more. So every element is summed in the order i+1, i+2, ..., i.
 *
 * @see <a href="https://doi.org/10.1016/j.jpdc.2008.09.002">Patarasuk and Yuan, 2009</a>, for the
 *     ring and the lower bound
 */
final class Ring implements ScatterGather {

  private final Group group;

  Ring(Group group) {
    this.group = group;
  }

  @Override
  public void reduceScatter(FlatVector vector) {
    for (int turn = 1; turn < group.size(); turn++) {
      turn(vector, group.index() - turn, Combine.ADD);
    }
  }

  @Override
  public void allGather(FlatVector vector) {
    for (int turn = 1; turn < group.size(); turn++) {
      turn(vector, group.index() - turn + 1, Combine.COPY);
    }
  }

  /** Sends one chunk while receiving the previous one. */
  private void turn(FlatVector vector, int sent, Combine combine) {
    group.exchange(
        group.index() + 1,
        group.chunk(vector, sent),
        group.index() - 1,
        group.chunk(vector, sent - 1),
        combine);
  }
}
