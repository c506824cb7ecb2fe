package org.coherer.training.embedding;

import java.io.Serializable;
import java.util.Arrays;

/**
 * An embedding table: for every id a row of {@code width} floats, which training changes. Servers
 * store the rows of the ids that have occurred; all others are those of the initializer.
 *
 * @param name how messages and saved tables call it: letters, digits, {@code _}, {@code -} and
 *     {@code .}, at most 100 of them
 * @param width the floats of a row, from 1 to {@value #MOST_WIDTH}
 * @param combiner what becomes of the rows of several ids in one place
 * @param initializer what a row starts from
 * @param optimizer how gradients change a row
 * @param lifetime which ids have rows, and for how long
 * @param seed the initial rows depend on it
 */
public record EmbeddingSpec(
    String name,
    int width,
    Combiner combiner,
    RowInitializer initializer,
    RowOptimizer optimizer,
    RowLifetime lifetime,
    long seed)
    implements Serializable {

  /** The most floats of a row. */
  public static final int MOST_WIDTH = 1 << 14;

  /** Checks all but what the components have checked themselves. */
  public EmbeddingSpec {
    if (name == null || !name.matches("[A-Za-z0-9_.-]{1,100}")) {
      throw Checks.invalid(
          "name of an embedding table",
          "'" + name + "'",
          "must be 1 to 100 letters, digits, _, - and .");
    }
    Checks.within("width of embedding table '" + name + "'", width, 1, MOST_WIDTH);
    Checks.present("combiner", combiner);
    Checks.present("initializer", initializer);
    Checks.present("optimizer", optimizer);
    Checks.present("lifetime", lifetime);
  }

  /**
   * Returns a table without bound of rows that are summed, start uniformly between -0.05 and 0.05,
   * and learn by row-wise AdaGrad at a rate of 0.05. Its seed is 0.
   */
  public static EmbeddingSpec of(String name, int width) {
    return new EmbeddingSpec(
        name,
        width,
        Combiner.SUM,
        RowInitializer.uniform(0.05f),
        new RowOptimizer.RowWiseAdaGrad(0.05f, 1e-8f),
        RowLifetime.FOREVER,
        0);
  }

  /** Writes what an id without a row is taken for, an initial row or zeros, to an array's start. */
  public void fillUnstored(long id, float[] row) {
    if (lifetime.admission().unstored() == Unstored.ZEROS) {
      Arrays.fill(row, 0, width, 0);
    } else {
      initializer.fill(seed, id, row, width);
    }
  }

  /** Returns the same table with another combiner. */
  public EmbeddingSpec withCombiner(Combiner changed) {
    return new EmbeddingSpec(name, width, changed, initializer, optimizer, lifetime, seed);
  }

  /** Returns the same table with another initializer. */
  public EmbeddingSpec withInitializer(RowInitializer changed) {
    return new EmbeddingSpec(name, width, combiner, changed, optimizer, lifetime, seed);
  }

  /** Returns the same table with another optimizer. */
  public EmbeddingSpec withOptimizer(RowOptimizer changed) {
    return new EmbeddingSpec(name, width, combiner, initializer, changed, lifetime, seed);
  }

  /** Returns the same table with another lifetime of its rows. */
  public EmbeddingSpec withLifetime(RowLifetime changed) {
    return new EmbeddingSpec(name, width, combiner, initializer, optimizer, changed, seed);
  }

  /** Returns the same table with another seed. */
  public EmbeddingSpec withSeed(long changed) {
    return new EmbeddingSpec(name, width, combiner, initializer, optimizer, lifetime, changed);
  }
}
