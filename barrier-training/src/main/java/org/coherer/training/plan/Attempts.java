package org.coherer.training.plan;

import java.io.Serializable;

/**
 * What becomes of a run when an attempt fails.
 *
 * @param inARow how many attempts in a row may fail that get no further than the one before
 * @param recoverFromMemory whether a rank whose attempt fails keeps its shards and its replica in
 *     the executor for the next attempt
 */
public record Attempts(int inARow, boolean recoverFromMemory) implements Serializable {

  /** As many as Spark starts a stage again by default, from memory. */
  public static final Attempts DEFAULT = new Attempts(4, true);

  /** Checks the number. */
  public Attempts {
    Requirements.atLeastOne("maxAttempts", inARow);
  }
}
