package org.coherer.benchmarks.inference;

import java.util.Map;
import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.networks.SampleNetwork;

/**
 * The figures of one network.
 *
 * @param model the network
 * @param batch rows that are predicted at once
 * @param rates rows per second of those that were measured
 */
record InferenceLine(SampleNetwork model, int batch, Map<Contender, Summary> rates) {

  /** Returns the line; what was not measured is absent. */
  ResultLine line(String benchmark, String peer, int rounds) {
    Summary ours = rates.get(Contender.OURS);
    ResultLine line =
        new ResultLine(benchmark)
            .with("model", model.label())
            .with("batch", batch)
            .with("rows_per_s", ours.median(), 0)
            .ratio("dl4j", ratio(Contender.OURS, Contender.DL4J))
            .ratio("torch", ratio(Contender.OURS, Contender.TORCH))
            .ratio("mllib", ratio(Contender.SIGMOID, Contender.MLLIB))
            .ratio("mllib_transform", ratio(Contender.TRANSFORM, Contender.MLLIB_TRANSFORM))
            .ratio("mllib_wide", ratio(Contender.WIDE, Contender.MLLIB_WIDE))
            .spread("rows_per_s", ours, 0);
    for (Contender contender : Contender.values()) {
      if (contender != Contender.OURS) {
        line.measured(contender.label() + "_rows_per_s", rate(contender), 0);
      }
    }
    return line.with("peer", peer).with("rounds", rounds);
  }

  private Optional<Double> ratio(Contender ours, Contender theirs) {
    return rate(ours).flatMap(rate -> rate.rateRatio(rate(theirs)));
  }

  private Optional<Summary> rate(Contender contender) {
    return Optional.ofNullable(rates.get(contender));
  }
}
