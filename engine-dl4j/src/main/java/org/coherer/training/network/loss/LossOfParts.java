package org.coherer.training.network.loss;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.network.Loss;
import org.coherer.training.network.memory.Memory;

/**
 * The sum of the losses of several outputs, which are concatenated in each row, as are their
 * targets. The weight of a row applies to all of them.
 */
public final class LossOfParts implements Loss {

  private final List<Part> parts = new ArrayList<>();
  private int width;
  private int capacity;
  private Memory values = Memory.allocate(0);
  private Memory targets = Memory.allocate(0);
  private Memory gradient = Memory.allocate(0);

  private record Part(Loss loss, int from, int size) {}

  /**
   * Appends an output.
   *
   * @param size its number of values per row
   */
  public void add(Loss loss, int size) {
    parts.add(new Part(loss, width, size));
    width += size;
  }

  @Override
  public void activate(Memory all, int rows) {
    reserve(rows);
    for (Part part : parts) {
      take(part, all, values, rows);
      part.loss().activate(values, rows);
      give(part, values, all, rows);
    }
  }

  @Override
  public double compute(
      Memory all, Memory allTargets, Memory weights, Memory allGradients, int rows) {
    reserve(rows);
    double sum = 0;
    for (Part part : parts) {
      take(part, all, values, rows);
      take(part, allTargets, targets, rows);
      Memory slopes = allGradients == null ? null : gradient;
      sum += part.loss().compute(values, targets, weights, slopes, rows);
      give(part, values, all, rows);
      if (allGradients != null) {
        give(part, gradient, allGradients, rows);
      }
    }
    return sum;
  }

  private void reserve(int rows) {
    if (rows <= capacity) {
      return;
    }
    close();
    long floats = (long) rows * parts.stream().mapToInt(Part::size).max().orElse(0);
    values = Memory.allocate(floats);
    targets = Memory.allocate(floats);
    gradient = Memory.allocate(floats);
    capacity = rows;
  }

  private void take(Part part, Memory all, Memory into, int rows) {
    for (int row = 0; row < rows; row++) {
      into.put(row * part.size(), all, row * width + part.from(), part.size());
    }
  }

  private void give(Part part, Memory from, Memory all, int rows) {
    for (int row = 0; row < rows; row++) {
      all.put(row * width + part.from(), from, row * part.size(), part.size());
    }
  }

  @Override
  public void close() {
    values.close();
    targets.close();
    gradient.close();
    capacity = 0;
  }
}
