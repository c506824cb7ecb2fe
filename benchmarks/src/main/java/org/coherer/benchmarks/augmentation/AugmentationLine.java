package org.coherer.benchmarks.augmentation;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * The fits of a case, those of the same round behind each other.
 *
 * @param each what was trained
 * @param epochs of a fit
 * @param plain the fits without augmentation
 * @param varied the fits with it
 */
record AugmentationLine(Case each, int epochs, List<Fitted> plain, List<Fitted> varied) {

  private static final double PERCENT = 100;
  private static final double MILLIS = 1e3;
  private static final int ACCURACY_DECIMALS = 4;

  /** Returns the line of a case that is about accuracy. */
  ResultLine ofAccuracy(String benchmark) {
    return begun(benchmark)
        .measured("accuracy", of(varied, Fitted::accuracy), ACCURACY_DECIMALS)
        .measured("plain_accuracy", of(plain, Fitted::accuracy), ACCURACY_DECIMALS)
        .measured(
            "gain",
            Optional.of(pairs(i -> varied.get(i).accuracy() - plain.get(i).accuracy())),
            ACCURACY_DECIMALS)
        .with("seeds", plain.size());
  }

  /** Returns the line of a case that is about time. */
  ResultLine ofCost(String benchmark) {
    return begun(benchmark)
        .measured(
            "slower_percent",
            Optional.of(
                pairs(
                    i ->
                        PERCENT
                            * (varied.get(i).epochSeconds() / plain.get(i).epochSeconds() - 1))),
            2)
        .measured("epoch_ms", millis(varied), 1)
        .measured("plain_epoch_ms", millis(plain), 1)
        .with("rounds", plain.size());
  }

  private ResultLine begun(String benchmark) {
    return new ResultLine(benchmark)
        .with("case", each.label())
        .with("rows", each.rows())
        .with("batch", each.batch())
        .with("workers", each.workers())
        .with("epochs", epochs);
  }

  private Summary pairs(IntToDoubleFunction value) {
    return Summary.of(IntStream.range(0, plain.size()).mapToDouble(value).toArray());
  }

  private static Optional<Summary> millis(List<Fitted> fits) {
    return of(fits, fitted -> fitted.epochSeconds() * MILLIS);
  }

  private static Optional<Summary> of(List<Fitted> fits, ToDoubleFunction<Fitted> value) {
    return Optional.of(Summary.of(fits.stream().mapToDouble(value).toArray()));
  }
}
