package org.coherer.training.network.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * Shares memory among buffers with disjoint lifetimes. A buffer gets a slot when its lifetime
 * starts: a free one, if there is one. A slot is as large as the largest buffer in it.
 */
public final class MemoryPlan {

  private final List<Long> sizes = new ArrayList<>();
  private final List<Integer> busyUntil = new ArrayList<>();

  /**
   * Assigns a slot to a buffer. Called in the order of the starts of lifetimes.
   *
   * @param from the start of the lifetime
   * @param to the end of the lifetime
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

  /** Returns whether a slot has to grow less than another one, or else wastes less. */
  private boolean isBetter(int slot, int than, long size) {
    return Math.abs(sizes.get(slot) - size) < Math.abs(sizes.get(than) - size);
  }

  /** Allocates all slots. */
  public List<Memory> allocate() {
    return sizes.stream().map(Memory::allocate).toList();
  }
}
