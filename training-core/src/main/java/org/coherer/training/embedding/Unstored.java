package org.coherer.training.embedding;

/** What a pull returns for an id that has no row yet, or no longer. */
public enum Unstored {
  /** The row that the id would start from. */
  INITIAL_ROW,
  /** Zeros: an id that is not stored has no influence. */
  ZEROS
}
