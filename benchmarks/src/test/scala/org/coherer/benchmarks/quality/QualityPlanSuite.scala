package org.coherer.benchmarks.quality

import java.nio.file.{Path, Paths}
import java.util.{Arrays, Collections, Optional}

import scala.collection.mutable.ArrayBuffer

import org.coherer.benchmarks.harness.{BenchmarkException, RunSettings, Selection}
import org.scalatest.funsuite.AnyFunSuite

class QualityPlanSuite extends AnyFunSuite {

  private val listed =
    Listing.parse("iris:classification:tuning,wine:classification:check,ames:regression:check")

  private def plan(
      quick: Boolean,
      only: Seq[String],
      contenders: Seq[String],
      peers: Option[Path]
  ): QualityPlan = {
    val selection = new Selection(
      Arrays.asList(only: _*),
      Arrays.asList(contenders: _*),
      peers.map(file => Optional.of(file)).getOrElse(Optional.empty[Path]())
    )
    val logs = Paths.get("logs")
    QualityPlan.of(new RunSettings(quick, Optional.empty(), logs, Optional.empty(), logs, selection))
  }

  private def names(plan: QualityPlan): Seq[String] = {
    val names = ArrayBuffer[String]()
    plan.chosen(listed).forEach(listing => names += listing.name)
    names.toList
  }

  test("a full run has all tables, all contenders and five splits") {
    val full = plan(quick = false, Nil, Nil, None)
    assert(names(full) == Seq("iris", "wine", "ames") && full.seeds == 5 && full.warmUps > 0)
    assert(full.contenders == Arrays.asList(Contender.values: _*))
  }

  test("tables are chosen by name or by group, and stay in the order of the list") {
    assert(names(plan(quick = false, Seq("ames", "tuning"), Nil, None)) == Seq("iris", "ames"))
    assert(names(plan(quick = false, Seq("check"), Nil, None)) == Seq("wine", "ames"))
    val e = intercept[BenchmarkException](names(plan(quick = false, Seq("irises"), Nil, None)))
    assert(
      e.getMessage == "Unknown data set 'irises' (must be one of: iris, wine, ames, or a group: tuning, check)"
    )
  }

  test("beside an earlier run ours alone is measured, unless contenders are named") {
    val peers = Some(Paths.get("lines.txt"))
    assert(plan(quick = false, Nil, Nil, peers).contenders == Contender.ours)
    assert(
      plan(quick = false, Nil, Seq("xgboost", "ours"), peers).contenders ==
        Arrays.asList(Contender.OURS, Contender.XGBOOST)
    )
    val e = intercept[BenchmarkException](plan(quick = false, Nil, Seq("xgb"), None))
    assert(
      e.getMessage == "Unknown contender 'xgb' (must be one of: ours, ours_tabular, ours_columns, ours_reference, mllib_mlp, " +
        "mllib_linear, mllib_gbt, sklearn_mlp, xgboost, realmlp)"
    )
  }

  test("a quick run has few tables, fast contenders and two splits") {
    val quick = plan(quick = true, Nil, Nil, None)
    assert(quick.seeds == 2 && quick.warmUps == 0 && quick.data.size == 3 && quick.contenders.size == 4)
    assert(names(plan(quick = true, Seq("wine"), Nil, None)) == Seq("wine"))
  }

  test("a list has name, task and group of each; nothing else is understood") {
    assert(listed.get(2) == new Listing("ames", Task.REGRESSION, "check"))
    intercept[IllegalArgumentException](Listing.parse("iris:clustering:tuning"))
    assert(QualityPlan.of(settings).seeds == 5)
  }

  private def settings =
    new RunSettings(
      false,
      Optional.empty(),
      Paths.get("logs"),
      Optional.empty(),
      Paths.get("scripts"),
      new Selection(Collections.emptyList(), Collections.emptyList(), Optional.empty())
    )
}
