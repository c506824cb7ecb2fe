package org.coherer.benchmarks.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * What was measured of one case, all in seconds.
 *
 * @param measured the case
 * @param stall until the training goes on
 * @param writes until the state is durable, by contender
 * @param reads until it is restored from the disk
 * @param cached until it is restored from memory that the system has of the files
 */
record CheckpointLine(
    CheckpointCase measured,
    Summary stall,
    Map<String, Summary> writes,
    Map<String, Summary> reads,
    Map<String, Summary> cached) {

  static final String RAW = "raw";
  static final String COPY = "memcpy";

  private static final double MILLI = 1e-3;
  private static final List<String> PEERS = List.of(Contenders.DL4J, Contenders.TORCH);

  /** Returns the line. */
  ResultLine line(String benchmark, String peer, int rounds) {
    ResultLine line =
        new ResultLine(benchmark)
            .with("params", measured.parameters())
            .with("bytes", measured.bytes())
            .measured("stall_ms", Optional.of(stall.in(seconds -> seconds / MILLI)), 1)
            .ratio(COPY, stall.timeRatio(Optional.of(writes.get(COPY))));
    ratios(rates("write_mbs", writes, line), "write", writes);
    ratios(rates("read_mbs", reads, line), "read", reads);
    ratios(rates("cached_mbs", cached, line), "cached", cached);
    line.with("memcpy_ms", writes.get(COPY).median() / MILLI, 1);
    peers("write", writes, line);
    peers("read", reads, line);
    return line.with("peer", peer).with("rounds", rounds);
  }

  private ResultLine rates(String key, Map<String, Summary> seconds, ResultLine line) {
    Summary ours = seconds.get(Contenders.OURS).in(measured::rate);
    return line.measured(key, Optional.of(ours), 0);
  }

  private static void ratios(ResultLine line, String what, Map<String, Summary> seconds) {
    Summary ours = seconds.get(Contenders.OURS);
    line.ratio(what + "_" + RAW, ours.timeRatio(Optional.of(seconds.get(RAW))));
    for (String peer : PEERS) {
      line.ratio(what + "_" + peer, ours.timeRatio(Optional.ofNullable(seconds.get(peer))));
    }
  }

  private void peers(String what, Map<String, Summary> seconds, ResultLine line) {
    line.with("raw_" + what + "_mbs", measured.rate(seconds.get(RAW).median()), 0);
    for (String peer : PEERS) {
      String key = peer + "_" + what + "_mbs";
      Summary found = seconds.get(peer);
      if (found == null) {
        line.with(key, ResultLine.ABSENT);
      } else {
        line.with(key, measured.rate(found.median()), 0);
      }
    }
  }
}
