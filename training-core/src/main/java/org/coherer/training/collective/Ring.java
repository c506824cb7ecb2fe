package org.coherer.training.collective;

import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.vector.FlatVector;

/**
 * The members in a circle: everyone sends to the next and receives from the one before.
 *
 * <p>In a reduce-scatter, chunk {@code i} starts at member {@code i + 1} and goes once around;
 * everyone adds its own to it, and it ends as the sum at member {@code i}. In an all-gather it goes
 * around once more. So every element is summed along one path, in the order i+1, i+2, ..., i.
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

  /** Passes one chunk on while the one before it comes. */
  private void turn(FlatVector vector, int sent, Combine combine) {
    group.exchange(
        group.index() + 1,
        group.chunk(vector, sent),
        group.index() - 1,
        group.chunk(vector, sent - 1),
        combine);
  }
}
