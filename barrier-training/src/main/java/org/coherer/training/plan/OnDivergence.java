package org.coherer.training.plan;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a run does when it diverges: when the loss of a step, its gradients, or the loss on the
 * validation set are not finite, all ranks taken together.
 */
public enum OnDivergence {
  /** It fails. */
  FAIL("fail"),

  /**
   * The step changes nothing, and the next one follows. An epoch that has no other steps makes it
   * fail. A validation loss is noted as it is.
   */
  SKIP("skip"),

  /**
   * Every rank goes back to the end of the last epoch, or to the start of the run, and trains on
   * with a smaller learning rate. It fails where that does not help. Takes memory for a copy of
   * parameters and optimizer state.
   */
  ROLL_BACK("rollBack");

  private final String text;

  OnDivergence(String text) {
    this.text = text;
  }

  /** Returns the name that users know it by. */
  public String text() {
    return text;
  }

  /**
   * Returns the one of this name.
   *
   * @throws IllegalArgumentException if there is none. The message lists those there are
   */
  public static OnDivergence named(String name) {
    for (OnDivergence one : values()) {
      if (one.text.equals(name)) {
        return one;
      }
    }
    String all = Arrays.stream(values()).map(OnDivergence::text).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "Unknown onDivergence '" + name + "' (must be one of " + all + ")");
  }
}
