package org.coherer.training.network.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * Has things that are needed at different times share memory. Each thing is given a slot when it is
 * first needed: one that nobody needs any more, if there is one. A slot is as large as the largest
 * thing in it.
 */
public final class MemoryPlan {

  private final List<Long> sizes = new ArrayList<>();
  private final List<Integer> busyUntil = new ArrayList<>();

  /**
   * Gives a thing a slot. Things come in the order in which they are first needed.
   *
   * @param from when it is first needed
   * @param to when it is last needed
   * @return the number of the slot
   */
  public int place(int from, int to, long size) {
    int best = -1;
    for (int slot = 0; slot < sizes.size(); slot++) {
      if (busyUntil.get(slot) < from && (best < 0 || isBetter(slot, best, size))) {
        best = slot;
      }
    }
    if (best < 0) {
      sizes.add(size);
      busyUntil.add(to);
      return sizes.size() - 1;
    }
    sizes.set(best, Math.max(size, sizes.get(best)));
    busyUntil.set(best, to);
    return best;
  }

  /** Returns whether a slot has to grow less, or else wastes less. */
  private boolean isBetter(int slot, int than, long size) {
    return Math.abs(sizes.get(slot) - size) < Math.abs(sizes.get(than) - size);
  }

  /** Allocates all slots. */
  public List<Memory> allocate() {
    return sizes.stream().map(Memory::allocate).toList();
  }
}
