package org.coherer.training.job;

/** Ends a round whose run goes on with another number of ranks. */
public final class RegroupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int ranks;

  /** Creates the exception; the message says why the number changes. */
  public RegroupException(String why, int ranks, RuntimeException cause) {
    super(why, cause);
    this.ranks = ranks;
  }

  /** Returns how many ranks the next round has. */
  int ranks() {
    return ranks;
  }
}
