package org.coherer.benchmarks.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The part of a benchmark that is asked for, where it has many cases and contenders.
 *
 * @param cases the names of cases, or of groups of them; empty for all
 * @param contenders the names of those that are measured; empty for the usual ones
 * @param peers the lines of an earlier run, which stand in for contenders that are not measured
 */
public record Selection(List<String> cases, List<String> contenders, Optional<Path> peers) {

  /** Everything, measured now. */
  public static final Selection ALL = new Selection(List.of(), List.of(), Optional.empty());

  /** Copies the lists. */
  public Selection {
    cases = List.copyOf(cases);
    contenders = List.copyOf(contenders);
  }

  /** Returns whether everything is measured now. */
  public boolean isAll() {
    return equals(ALL);
  }
}
