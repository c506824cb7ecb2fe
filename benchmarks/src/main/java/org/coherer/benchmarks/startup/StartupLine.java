package org.coherer.benchmarks.startup;

import java.util.Optional;
import org.coherer.benchmarks.barrier.BarrierSession;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * What was measured.
 *
 * @param warm in a session that has trained before
 * @param cold each in a new session
 * @param plugin each in a new session that has {@code CohererPlugin} and has read the table
 * @param torchrun milliseconds from the launch of torchrun to the first step
 */
record StartupLine(
    StartupTurns warm, StartupTurns cold, StartupTurns plugin, Optional<Summary> torchrun) {

  /** Returns the line. */
  ResultLine line(String benchmark, String peer, int rounds, int sessions) {
    ResultLine line = new ResultLine(benchmark).with("model", "mlp");
    warm.addTo(line, "")
        .measured("torchrun_ms", torchrun, 0)
        .ratio("torchrun", warm.firstStep().timeRatio(torchrun))
        .measured("before_ms", Optional.of(warm.before()), 0);
    cold.addTo(line, "cold_").measured("cold_before_ms", Optional.of(cold.before()), 0);
    return plugin
        .addTo(line, "plugin_")
        .with("processes", BarrierSession.WORKERS)
        .with("batch", BarrierSession.BATCH)
        .with("peer", peer)
        .with("rounds", rounds)
        .with("cold_rounds", sessions);
  }
}
