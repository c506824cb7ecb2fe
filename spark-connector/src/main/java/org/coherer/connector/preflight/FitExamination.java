package org.coherer.connector.preflight;

import java.util.List;
import org.coherer.connector.memory.FitMemory;

/**
 * A fit before its rows are read.
 *
 * @param memory what it takes off the heap
 * @param findings what speaks against it
 */
public record FitExamination(FitMemory memory, List<Finding> findings) {

  /** Copies the list. */
  public FitExamination {
    findings = List.copyOf(findings);
  }
}
