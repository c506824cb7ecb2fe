package org.coherer.connector.cluster;

import java.util.List;
import org.coherer.connector.preflight.Finding;

/**
 * How many workers a run has, and what keeps it from having them.
 *
 * @param workers how many; of no meaning if there is an error
 * @param findings what was found
 */
public record Placement(int workers, List<Finding> findings) {

  /** Copies the list. */
  public Placement {
    findings = List.copyOf(findings);
  }

  /** Creates the placement of a run that cannot start. */
  static Placement refused(List<Finding> errors) {
    return new Placement(0, errors);
  }

  /**
   * Returns the number of workers.
   *
   * @throws IllegalArgumentException if the run cannot start. The message says what to change
   */
  public int orThrow() {
    Finding.refuseErrors(findings);
    return workers;
  }
}
