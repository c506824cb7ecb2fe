package org.coherer.benchmarks.quality

import java.util.Arrays

import org.scalatest.funsuite.AnyFunSuite

class OverallSuite extends AnyFunSuite with WithOutcomes {

  private val wine = standing(
    table("wine", 3, 0.4),
    measured("ours", 0.9, 2),
    measured("ours_reference", 0.8, 1),
    measured("sklearn_mlp", 0.65, 6),
    absent("mllib_gbt"),
    absent("realmlp")
  )

  private val cancer = standing(
    table("breast_cancer", 2, 0.6),
    measured("ours", 0.8, 3),
    failed("ours_reference"),
    measured("sklearn_mlp", 1, 4),
    measured("mllib_gbt", 0.9, 9),
    absent("realmlp")
  )

  private val both = new Overall("all", Arrays.asList(wine, cancer))

  test("means are over the tables of a contender, leads and ratios over those that both have") {
    assert(
      both.line("quality", "ours").toString ==
        "quality data=all contender=ours tables=2 normalized_mean=0.7500 rank_mean=2.00 wins=1 failed=0 " +
        "seconds_sum=5.000 cpu_seconds_sum=10.000 worst_gap_points=20.00 worst_gap_data=breast_cancer " +
        "lead_sklearn_mlp=0.0000 ratio_sklearn_mlp=2.000 lead_mllib_gbt=-0.2500 ratio_mllib_gbt=3.000"
    )
  }

  test("a failed fit counts as one without worth, and its time is no part of a ratio") {
    val line = both.line("quality", "ours_reference").toString
    assert(
      line.contains(
        " tables=2 normalized_mean=0.4000 rank_mean=3.00 wins=0 failed=1 seconds_sum=1.000 cpu_seconds_sum=2.000 "
      )
    )
    assert(line.contains(" worst_gap_points=40.00 worst_gap_data=breast_cancer "))
    assert(line.endsWith(" ratio_sklearn_mlp=6.000 lead_mllib_gbt=-0.7500 ratio_mllib_gbt=absent"))
  }

  test("peers have no leads, and a lone network has nobody to be behind of") {
    assert(
      both.line("quality", "mllib_gbt").toString ==
        "quality data=all contender=mllib_gbt tables=1 normalized_mean=0.7500 rank_mean=2.00 wins=0 failed=0 " +
        "seconds_sum=9.000 cpu_seconds_sum=18.000 worst_gap_points=10.00 worst_gap_data=breast_cancer"
    )
    assert(
      both.line("quality", "sklearn_mlp").toString.endsWith(" worst_gap_points=absent worst_gap_data=absent")
    )
  }

  test("who is absent everywhere has no line") {
    assert(both.contenders == Arrays.asList("ours", "ours_reference", "sklearn_mlp", "mllib_gbt"))
  }
}
