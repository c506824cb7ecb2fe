package org.coherer.training.embedding.wire;

import java.util.Arrays;
import org.coherer.training.embedding.Combiner;

/**
 * One row for each bag of ids: of the rows at the positions of a batch that belong together, such
 * as the words of a sentence. Bag b has the positions from {@code ends[b - 1]}, or 0, up to but
 * without {@code ends[b]}; an empty bag has a row of zeros.
 *
 * @param combiner what becomes of the rows of a bag
 * @param width the floats of a row
 */
public record Pooling(Combiner combiner, int width) {

  /**
   * Combines rows to those of bags.
   *
   * @param rows a row for each position
   * @param ends the end of each bag, none less than the one before
   * @param into receives a row for each bag
   */
  public void pool(float[] rows, int[] ends, float[] into) {
    int from = 0;
    for (int bag = 0; bag < ends.length; bag++) {
      requireEnd(ends[bag], from);
      Arrays.fill(into, bag * width, (bag + 1) * width, 0);
      for (int position = from; position < ends[bag]; position++) {
        add(rows, position * width, into, bag * width);
      }
      scale(into, bag * width, combiner.factor(ends[bag] - from));
      from = ends[bag];
    }
  }

  /**
   * Has each position's row take its part of the gradient of its bag: the combiner's factor of it.
   *
   * @param gradients a gradient for each bag's row
   * @param ends the end of each bag
   * @param into receives a gradient for each position
   */
  public void spread(float[] gradients, int[] ends, float[] into) {
    int from = 0;
    for (int bag = 0; bag < ends.length; bag++) {
      requireEnd(ends[bag], from);
      float factor = combiner.factor(ends[bag] - from);
      for (int position = from; position < ends[bag]; position++) {
        System.arraycopy(gradients, bag * width, into, position * width, width);
        scale(into, position * width, factor);
      }
      from = ends[bag];
    }
  }

  private static void requireEnd(int end, int start) {
    if (end < start) {
      throw new IllegalArgumentException(
          "Invalid end " + end + " of a bag of ids (must be at least its start, " + start + ")");
    }
  }

  private void add(float[] terms, int from, float[] sums, int to) {
    for (int i = 0; i < width; i++) {
      sums[to + i] += terms[from + i];
    }
  }

  private void scale(float[] row, int at, float factor) {
    for (int i = at; i < at + width; i++) {
      row[i] *= factor;
    }
  }
}
