package org.coherer.training.barrier;

/** Ends a round whose run goes on with another number of ranks. */
final class RegroupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int ranks;

  RegroupException(String why, int ranks, RuntimeException cause) {
    super(why, cause);
    this.ranks = ranks;
  }

  /** Returns how many ranks the next round has. */
  int ranks() {
    return ranks;
  }
}
