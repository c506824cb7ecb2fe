package org.coherer.benchmarks.allreduce;

import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.ranks.TransportKind;

/**
 * What was measured in one case, all in nanoseconds.
 *
 * @param kind the transport
 * @param ranks the number of ranks
 * @param bytes the size of the vector
 * @param ours our time
 * @param gloo Gloo's time, where there is a PyTorch
 * @param limit the time of the raw limit: an exchange over sockets, or a copy of memory
 */
record AllReduceLine(
    TransportKind kind,
    int ranks,
    long bytes,
    Summary ours,
    Optional<Summary> gloo,
    Summary limit) {

  private static final double NANOS_PER_MICRO = 1e3;

  /** Returns the contender that is the limit for a transport. */
  static String limitOf(TransportKind kind) {
    return kind == TransportKind.TCP ? Lineup.EXCHANGE : Lineup.MEMCPY;
  }

  /** Returns the line. */
  ResultLine line(String benchmark, String peer, int rounds) {
    Summary micros = micros(ours);
    return new ResultLine(benchmark)
        .with("transport", kind.label())
        .with("ranks", ranks)
        .with("bytes", bytes)
        .with("us", micros.median(), 1)
        .with("busbw_gbs", 2.0 * (ranks - 1) / ranks * bytes / ours.median(), 3)
        .ratio("gloo", ours.timeRatio(gloo))
        .ratio("raw", ours.timeRatio(Optional.of(limit)))
        .spread("us", micros, 1)
        .measured("gloo_us", gloo.map(AllReduceLine::micros), 1)
        .with("raw", limitOf(kind))
        .measured("raw_us", Optional.of(micros(limit)), 1)
        .with("peer", peer)
        .with("rounds", rounds);
  }

  private static Summary micros(Summary nanos) {
    return nanos.in(value -> value / NANOS_PER_MICRO);
  }
}
