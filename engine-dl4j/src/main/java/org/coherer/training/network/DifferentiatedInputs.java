package org.coherer.training.network;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.network.memory.Memory;

/**
 * The gradients of a network's inputs, as far as they are wanted. Their memory is apart from that
 * of the other gradients: it stays until the next backward pass, whatever runs before.
 */
final class DifferentiatedInputs implements AutoCloseable {

  /**
   * What the gradients are of.
   *
   * @param number the number of the output; 0 for the network's input
   * @param length the values per row
   * @param columns of how many of the last ones gradients are wanted
   * @param width of how many of the last ones gradients are computed: all, or the wanted ones
   */
  private record Root(int number, int length, int columns, int width) {}

  private final List<Root> roots = new ArrayList<>();
  private final List<Memory> memories = new ArrayList<>();
  private int columns;
  private Memory packed;
  private int reserved;
  private int rows;

  /**
   * Wants gradients of the last columns of an output, which lie behind those wanted before.
   *
   * @param takers the layers that take it; they are told of which columns
   */
  void add(int number, int length, int wanted, List<Layer> takers) {
    boolean narrow = true;
    for (Layer taker : takers) {
      narrow &= taker.narrow(wanted);
    }
    if (!narrow) {
      takers.forEach(taker -> taker.narrow(length));
    }
    roots.add(new Root(number, length, wanted, narrow ? wanted : length));
    columns += wanted;
  }

  boolean isRoot(int number) {
    return roots.stream().anyMatch(root -> root.number() == number);
  }

  /** Returns whether there is memory for so many rows. */
  boolean holds(int newRows) {
    return columns == 0 || newRows <= reserved;
  }

  /** Reserves memory, all zeros. */
  void reserve(int newRows) {
    if (holds(newRows)) {
      return;
    }
    close();
    for (Root root : roots) {
      memories.add(Memory.allocate((long) newRows * root.width()));
    }
    if (roots.size() > 1 || roots.get(0).width() != columns) {
      packed = Memory.allocate((long) newRows * columns);
    }
    reserved = newRows;
  }

  /** Returns the memory of one, or null if there is none yet. */
  Memory gradient(int number) {
    for (int i = 0; i < memories.size(); i++) {
      if (roots.get(i).number() == number) {
        return memories.get(i);
      }
    }
    return null;
  }

  /** Returns how many values per row the gradient of a layer's input has. */
  int width(int number, int length) {
    for (int i = 0; i < roots.size(); i++) {
      if (roots.get(i).number() == number) {
        return roots.get(i).width();
      }
    }
    return length;
  }

  /** The backward pass has computed those of so many rows. */
  void finish(int newRows) {
    rows = newRows;
    if (packed == null) {
      return;
    }
    int to = 0;
    for (int i = 0; i < roots.size(); i++) {
      Root root = roots.get(i);
      for (int row = 0; row < rows; row++) {
        int from = (row + 1) * root.width() - root.columns();
        packed.put(row * columns + to, memories.get(i), from, root.columns());
      }
      to += root.columns();
    }
  }

  /** Makes those of so many rows zero. */
  void clear(int newRows) {
    rows = newRows;
    if (rows > 0 && columns > 0) {
      all().clear(rows * columns);
    }
  }

  /** Returns rows x columns, or null if there was no row yet. */
  Memory all() {
    return packed != null || memories.isEmpty() ? packed : memories.get(0);
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  @Override
  public void close() {
    memories.forEach(Memory::close);
    memories.clear();
    if (packed != null) {
      packed.close();
      packed = null;
    }
    reserved = 0;
  }
}
