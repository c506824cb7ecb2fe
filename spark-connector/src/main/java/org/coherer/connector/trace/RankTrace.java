package org.coherer.connector.trace;

import java.util.List;
import org.coherer.training.trace.Phase;
import org.coherer.training.trace.Span;

/**
 * The spans of one rank.
 *
 * @param rank its number
 * @param name what it is called where people read it
 * @param spans in any order, with times of the clock of its host
 */
record RankTrace(int rank, String name, List<Span> spans) {

  RankTrace {
    spans = List.copyOf(spans);
  }

  /** Returns those of one phase. */
  List<Span> of(Phase phase) {
    return spans.stream().filter(span -> span.phase() == phase).toList();
  }

  /** Returns the same by a clock that is ahead of this one by some nanoseconds. */
  RankTrace later(long nanos) {
    return new RankTrace(
        rank,
        name,
        spans.stream()
            .map(span -> new Span(span.phase(), span.name(), span.start() + nanos, span.nanos()))
            .toList());
  }
}
