package org.coherer.benchmarks.quality

import org.scalatest.funsuite.AnyFunSuite

class StandingSuite extends AnyFunSuite with WithOutcomes {

  test("a normalized score is 0 at the baseline, 1 for the best, and linear between") {
    val all = standing(table("wine", 3, 0.4), measured("a", 0.9), measured("b", 0.65), measured("c", 0.4))
    val normalized = (0 until 3).map(i => all.normalized(all.outcomes.get(i)))
    assert(normalized.zip(Seq(1.0, 0.5, 0.0)).forall { case (is, should) => math.abs(is - should) < 1e-12 })
  }

  test("a contender below the baseline, or failed, has 0, and does not change what the others have") {
    val all =
      standing(
        table("diabetes", 0, 0),
        measured("a", 0.5),
        measured("b", -4.3),
        failed("c"),
        measured("d", 0.25)
      )
    assert((0 until 4).map(i => all.normalized(all.outcomes.get(i))) == Seq(1.0, 0.0, 0.0, 0.5))
  }

  test("where nobody is better than the baseline, all have 0") {
    val all = standing(table("noise", 2, 0.7), measured("a", 0.7), measured("b", 0.6))
    assert((0 until 2).forall(i => all.normalized(all.outcomes.get(i)) == 0))
  }

  test("equal scores share the mean of their ranks, a failed contender is last, an absent one has none") {
    val all = standing(
      table("wine", 3, 0.4),
      measured("a", 0.9),
      failed("f"),
      measured("b", 0.9),
      absent("x"),
      measured("c", 0.2),
      measured("d", 0.95)
    )
    val present = Seq("a", "b", "c", "d", "f").map(name => all.of(name).get)
    assert(present.map(outcome => all.rank(outcome)) == Seq(2.5, 2.5, 4.0, 1.0, 5.0))
    assert(!all.of("x").isPresent)
  }

  test("below the baseline, ranks still go by score") {
    val all = standing(table("diabetes", 0, 0), measured("a", -0.5), measured("b", -4))
    assert(Seq("a", "b").map(name => all.rank(all.of(name).get)) == Seq(1.0, 2.0))
  }

  test("equal best ones win, all of them; a failed one never does") {
    val all = standing(table("iris", 3, 0.3), measured("a", 1), measured("b", 1), measured("c", 0.9))
    assert(Seq("a", "b", "c").map(name => all.wins(all.of(name).get)) == Seq(true, true, false))
    val alone = standing(table("iris", 3, 0.3), failed("a"))
    assert(!alone.wins(alone.of("a").get))
  }

  test("the gap is to the better of the peer networks that are there, in points") {
    val all = standing(
      table("wine", 3, 0.4),
      measured("ours", 0.9),
      measured("sklearn_mlp", 0.93),
      measured("mllib_mlp", 0.91),
      measured("xgboost", 1)
    )
    def gap(contender: String): Double = all.gap(all.of(contender).get).getAsDouble
    assert(math.abs(gap("ours") - 3) < 1e-9)
    assert(math.abs(gap("sklearn_mlp") + 2) < 1e-9, "against the other one")
    assert(math.abs(gap("xgboost") + 7) < 1e-9)
    val regression =
      standing(
        table("diabetes", 0, 0),
        measured("ours", 0.4),
        measured("sklearn_mlp", -1.3),
        absent("mllib_mlp")
      )
    assert(math.abs(regression.gap(regression.of("ours").get).getAsDouble + 40) < 1e-9, "not 170")
    val trees = standing(table("wine", 3, 0.4), measured("ours", 0.9), measured("xgboost", 1))
    assert(!trees.gap(trees.of("ours").get).isPresent)
  }
}
