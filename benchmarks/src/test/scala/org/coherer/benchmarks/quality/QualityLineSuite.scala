package org.coherer.benchmarks.quality

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.{Arrays, Collections}

import org.coherer.benchmarks.harness.BenchmarkException
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** Lines, and what reads them in a later run. */
class QualityLineSuite extends AnyFunSuite with WithOutcomes with WithTempDir {

  private val fits = Arrays.asList(new Fit(0.91234567, 2, 3), new Fit(0.8, 1, 2), new Fit(0.95, 6, 9))
  private val ours = Outcome.of(Contender.OURS, fits)
  private val wine = standing(table("wine", 3, 0.4), ours, failed("xgboost"), absent("realmlp"))
  private val sizes =
    "quality data=wine task=classification group=tuning source=package-1.0 rows=100 features=4 classes=3 " +
      "baseline=0.4000 contender="

  private def lines: Seq[String] =
    (0 until 3).map(i => QualityLine.of("quality", wine, wine.outcomes.get(i)).toString)

  private def withFile[A](lines: String*)(body: Path => A): A = withTempDir { folder =>
    body(Files.write(folder.resolve("lines.txt"), lines.mkString("\n").getBytes(UTF_8)))
  }

  test("a line has the median score and seconds, their spread, and how that compares") {
    assert(
      lines.head == sizes + "ours state=measured score=0.9123 score_min=0.8000 score_max=0.9500 " +
        "normalized=1.0000 rank=1.0 seconds=2.000 seconds_min=1.000 seconds_max=6.000 " +
        "cpu_seconds=3.000 cpu_seconds_min=2.000 cpu_seconds_max=9.000 seeds=3 measured=now"
    )
  }

  test("a failed fit has a rank but no score, an absent contender has neither") {
    val without = "score=absent score_min=absent score_max=absent "
    val end = "seconds=absent seconds_min=absent seconds_max=absent " +
      "cpu_seconds=absent cpu_seconds_min=absent cpu_seconds_max=absent seeds=0 measured=now"
    assert(lines(1) == sizes + s"xgboost state=failed ${without}normalized=0.0000 rank=2.0 $end")
    assert(lines(2) == sizes + s"realmlp state=absent ${without}normalized=absent rank=absent $end")
  }

  test("a data set whose package is not installed has a line of its own") {
    assert(
      QualityLine.absent("quality", wine.table.listing).toString ==
        "quality data=wine task=classification group=tuning source=absent rows=absent " +
        "features=absent classes=absent contender=absent"
    )
  }

  test(
    "an earlier run stands in for contenders that are not measured, with the same figures, and is marked"
  ) {
    val summary = "quality data=all contender=ours tables=3 normalized_mean=1.0000"
    withFile(("# date: 2026-01-02" +: lines) :+ summary: _*) { file =>
      val earlier = EarlierRun.read("quality", file)
      val all = earlier.outcomes(wine.table, Collections.emptySet())
      assert(all.size == 3)
      (0 until 3).foreach { i =>
        val again = QualityLine.of("quality", new Standing(wine.table, all), all.get(i)).toString
        assert(again == lines(i).replace("measured=now", "measured=earlier"))
      }
      val others = earlier.outcomes(wine.table, Collections.singleton("ours"))
      assert(others.size == 2 && others.get(0).contender == "xgboost")
      assert(earlier.outcomes(table("iris", 3, 0.3), Collections.emptySet()).isEmpty)
    }
  }

  test("an earlier run of another table of that name is refused, and so is a file without lines") {
    withFile(lines.map(_.replace("rows=100", "rows=99")): _*) { file =>
      val e = intercept[BenchmarkException](
        EarlierRun.read("quality", file).outcomes(wine.table, Collections.emptySet())
      )
      assert(
        e.getMessage == s"The table 'wine' in '$file' has the rows, features, classes [99, 4, 3] " +
          "(must be [100, 4, 3], as now; measure the peers again)"
      )
    }
    withFile("step model=mlp ms=1.0") { file =>
      val e = intercept[BenchmarkException](EarlierRun.read("quality", file))
      assert(e.getMessage == s"No lines of 'quality' in '$file'")
    }
  }
}
