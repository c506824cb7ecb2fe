package org.coherer.benchmarks.clicks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.coherer.benchmarks.harness.Summary;

/** The trainings of one contender, each with a seed of its own: 1, 2, 3, ... */
final class ClickTrials implements DoubleSupplier {

  private final IntFunction<ClickTrial> contender;
  private final List<ClickTrial> made = new ArrayList<>();

  /** Creates them; the function takes the seed. */
  ClickTrials(IntFunction<ClickTrial> contender) {
    this.contender = contender;
  }

  /** Makes the next one; returns the seconds of its epochs. */
  @Override
  public double getAsDouble() {
    ClickTrial trial = contender.apply(made.size() + 1);
    made.add(trial);
    return trial.seconds();
  }

  /** Returns examples per second, where one training has so many. */
  Summary rate(long examples) {
    return summary(trial -> examples / trial.seconds());
  }

  /** Returns the seconds of all that a training does. */
  Summary fitSeconds() {
    return summary(ClickTrial::fitSeconds);
  }

  Summary area() {
    return summary(ClickTrial::area);
  }

  private Summary summary(ToDoubleFunction<ClickTrial> figure) {
    return Summary.of(made.stream().mapToDouble(figure).toArray());
  }
}
