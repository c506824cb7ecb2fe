package org.coherer.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.coherer.benchmarks.harness.Summary;

/** The trials of one contender, each with a seed of its own: 1, 2, 3, ... */
final class Trials implements DoubleSupplier {

  private final IntFunction<Trial> contender;
  private final List<Trial> made = new ArrayList<>();

  /** Creates them; the function takes the seed. */
  Trials(IntFunction<Trial> contender) {
    this.contender = contender;
  }

  /** Makes the next one; returns its seconds. */
  @Override
  public double getAsDouble() {
    return next().seconds();
  }

  /** Makes the next one. */
  Trial next() {
    Trial trial = contender.apply(made.size() + 1);
    made.add(trial);
    return trial;
  }

  /** Returns the one made last. */
  Trial last() {
    return made.get(made.size() - 1);
  }

  Summary seconds() {
    return summary(Trial::seconds);
  }

  Summary epochs() {
    return summary(Trial::epochs);
  }

  Summary accuracy() {
    return summary(Trial::accuracy);
  }

  private Summary summary(ToDoubleFunction<Trial> figure) {
    return Summary.of(made.stream().mapToDouble(figure).toArray());
  }
}
