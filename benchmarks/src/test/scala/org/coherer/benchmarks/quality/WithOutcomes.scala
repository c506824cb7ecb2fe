package org.coherer.benchmarks.quality

import java.util.{Arrays, Optional}

import org.coherer.benchmarks.harness.Summary

/** Tables and outcomes by their figures alone. */
trait WithOutcomes {

  protected def table(name: String, classes: Int, baseline: Double, group: String = "tuning"): Table = {
    val task = if (classes == 0) Task.REGRESSION else Task.CLASSIFICATION
    new Table(new Listing(name, task, group), "package-1.0", 100, 4, classes, baseline)
  }

  protected def measured(contender: String, score: Double, seconds: Double = 1): Outcome =
    new Outcome(
      contender,
      Outcome.State.MEASURED,
      Optional.of(Summary.of(score)),
      Optional.of(Summary.of(seconds)),
      Optional.of(Summary.of(2 * seconds)),
      5,
      false
    )

  protected def failed(contender: String): Outcome =
    Outcome.without(contender, Outcome.State.FAILED, false)

  protected def absent(contender: String): Outcome =
    Outcome.without(contender, Outcome.State.ABSENT, false)

  protected def standing(table: Table, outcomes: Outcome*): Standing =
    new Standing(table, Arrays.asList(outcomes: _*))
}
