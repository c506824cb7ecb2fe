package org.coherer.training.embedding;

import java.io.Serializable;

/**
 * When an id gets a row: once it has been in {@code pushes} pushes. Before, its gradients are
 * dropped, and a pull returns what {@code unstored} says. So ids that occur once or twice take no
 * memory (Liu et al., "Monolith: Real Time Recommendation System With Collisionless Embedding
 * Table", 2022, section 2.2.2).
 *
 * <p>The pushes of waiting ids are counted by a count-min sketch with four counters for each id
 * (Cormode and Muthukrishnan, 2005), in {@code 16 x window} bytes, rounded up to a power of two, of
 * every shard. Each time {@code window} pushes have been counted, all counts are halved (Einziger,
 * Friedman and Manes, "TinyLFU", 2017). So an id that is pushed less than once in a window may
 * never be admitted. Counters are shared: an id is never admitted late within a window, but about
 * one in {@code (2k)^4}, at the end of a window, at least k pushes early.
 *
 * @param pushes the push that gives an id its row, from 1, the first one, to 100
 * @param window how many pushes of waiting ids are remembered
 * @param unstored what a pull returns for an id that has no row
 */
public record RowAdmission(int pushes, int window, Unstored unstored) implements Serializable {

  /** The push at which an id is admitted at the latest. */
  public static final int MOST_PUSHES = 100;

  private static final int MOST_WINDOW = 1 << 26;

  /** Every id gets a row at its first push. */
  public static final RowAdmission AT_ONCE = new RowAdmission(1, 1, Unstored.INITIAL_ROW);

  /** Checks the numbers. */
  public RowAdmission {
    Checks.within("number of pushes before an id is admitted", pushes, 1, MOST_PUSHES);
    Checks.within("window of the counts of waiting ids", window, 1, MOST_WINDOW);
    Checks.present("unstored", unstored);
  }

  /** Ids are admitted at a push, with a window of 2^20 pushes: 16 MiB per server. */
  public static RowAdmission atPush(int pushes) {
    return new RowAdmission(pushes, 1 << 20, Unstored.INITIAL_ROW);
  }
}
