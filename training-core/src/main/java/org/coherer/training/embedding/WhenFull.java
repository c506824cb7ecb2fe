package org.coherer.training.embedding;

/** What a table does with an id that it has no memory for. */
public enum WhenFull {
  /** The push fails with an error that names the table and the limit. */
  FAIL,
  /**
   * The row that has not been pushed for the longest time, of eight that are looked at, makes way.
   * Where memory does not even suffice for a few hundred rows, the push fails.
   */
  EVICT
}
