package org.coherer.benchmarks.scaling;

import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * What was measured in one case, all in rows per second of all processes together.
 *
 * @param processes the number of processes
 * @param batch rows per step and process
 * @param sync ours, agreeing after every step
 * @param alone ours, never agreeing
 * @param sharded as sync, each process with a part of the optimizer's state; empty for one process
 * @param copied as sharded, each with a copy of another one's part; empty for one process
 * @param ddp PyTorch's, where there is one
 */
record ScalingLine(
    int processes,
    int batch,
    Summary sync,
    Summary alone,
    Optional<Summary> sharded,
    Optional<Summary> copied,
    Optional<Summary> ddp) {

  /** Returns the line. */
  ResultLine line(String benchmark, String peer, int rounds) {
    ResultLine line =
        new ResultLine(benchmark)
            .with("model", Perceptron.LABEL)
            .with("processes", processes)
            .with("batch", batch)
            .with("rows_per_s", sync.median(), 0)
            .with("sync_efficiency", sync.median() / alone.median(), 3)
            .ratio("ddp", sync.rateRatio(ddp))
            .spread("rows_per_s", sync, 0)
            .measured("alone_rows_per_s", Optional.of(alone), 0)
            .measured("ddp_rows_per_s", ddp, 0)
            .measured("sharded_rows_per_s", sharded, 0);
    Optional<Double> copies = sharded.flatMap(without -> without.rateRatio(copied));
    line =
        copies.isPresent()
            ? line.with("step_with_copies", copies.get(), 3)
            : line.with("step_with_copies", ResultLine.ABSENT);
    return line.with("peer", peer).with("rounds", rounds);
  }
}
