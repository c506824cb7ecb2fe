package org.coherer.benchmarks.step;

import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.networks.SampleNetwork;

/**
 * The time of a training step of one network, all in milliseconds.
 *
 * @param model the network
 * @param ours our time
 * @param dl4j DL4J's time
 * @param torch PyTorch's time, where there is one
 */
record StepLine(SampleNetwork model, Summary ours, Summary dl4j, Optional<Summary> torch) {

  private static final int DECIMALS = 3;

  /** Returns the line. */
  ResultLine line(String benchmark, String peer, int rounds) {
    Optional<Summary> plain = Optional.of(dl4j);
    return new ResultLine(benchmark)
        .with("model", model.label())
        .with("batch", model.trainingBatch())
        .with("ms", ours.median(), DECIMALS)
        .ratio("dl4j", ours.timeRatio(plain))
        .ratio("torch", ours.timeRatio(torch))
        .spread("ms", ours, DECIMALS)
        .measured("dl4j_ms", plain, DECIMALS)
        .measured("torch_ms", torch, DECIMALS)
        .with("peer", peer)
        .with("rounds", rounds);
  }
}
