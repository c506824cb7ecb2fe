package org.coherer.training.collective;

import java.nio.ByteBuffer;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.OffHeap;

/**
 * Direct exchange, for short vectors: every member sends each chunk directly to its owner. As many
 * messages as in a {@link Ring}, but none waits for another one.
 *
 * <p>Member {@code i} receives chunk {@code i} from i+1, i+2, ... and adds its own last: the order
 * of the ring, hence the same bits.
 */
final class Direct implements ScatterGather {

  private final Group group;

  Direct(Group group) {
    this.group = group;
  }

  @Override
  public void reduceScatter(FlatVector vector) {
    FlatVector mine = group.chunk(vector, group.index());
    ByteBuffer memory = ByteBuffer.allocateDirect(Math.toIntExact(mine.length()) * Float.BYTES);
    try {
      FlatVector others = FlatVector.wrap(memory);
      for (int distance = 1; distance < group.size(); distance++) {
        int to = group.index() - distance;
        group.exchange(
            to,
            group.chunk(vector, to),
            group.index() + distance,
            others,
            distance == 1 ? Combine.COPY : Combine.ADD);
      }
      if (group.size() > 1) {
        mine.add(others);
      }
    } finally {
      OffHeap.free(memory);
    }
  }

  @Override
  public void allGather(FlatVector vector) {
    FlatVector mine = group.chunk(vector, group.index());
    for (int distance = 1; distance < group.size(); distance++) {
      int from = group.index() + distance;
      group.exchange(group.index() - distance, mine, from, group.chunk(vector, from), Combine.COPY);
    }
  }
}
