package org.coherer.benchmarks.quality

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.Arrays

import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** Every estimator for Spark, on rows that it can learn. No time is looked at but for being one. */
class QualitySessionSuite extends AnyFunSuite with WithTempDir {

  /** Writes rows (x, y) of a grid with a label, as the script in Python does without pyarrow. */
  private def write(folder: Path, table: String, part: String)(label: (Int, Int) => Double): Unit = {
    val rows = for (x <- 0 until 12; y <- 0 until 12) yield s"${x - 5.5},${100.0 * y},${label(x, y)}"
    Files.createDirectories(folder.resolve(table))
    val lines = ("f0,f1,label" +: rows).mkString("\n")
    Files.write(folder.resolve(table).resolve(s"$part-1.csv"), lines.getBytes(UTF_8))
  }

  test("all fit both tasks that they know, and score accuracy and R2") {
    withTempDir { folder =>
      val spark = Arrays.stream(Contender.values).filter(one => !one.pythonPackage.isPresent)
      Seq("train", "test").foreach { part =>
        write(folder, "halves", part)((x, _) => if (x < 6) 0 else 1)
        write(folder, "plane", part)((x, y) => 3.0 * x + 2 * y + 1)
      }
      val session = new QualitySession(folder)
      try
        spark.forEach { contender =>
          val halves = session.fit(contender, "halves", Task.CLASSIFICATION, 2, 1)
          assert(halves.score >= 0.5 && halves.score <= 1 && halves.seconds > 0 && halves.cpuSeconds > 0)
          val table = new Table(new Listing("plane", Task.REGRESSION, "check"), "x", 144, 2, 0, 0)
          if (contender.knows(table)) {
            val plane = session.fit(contender, "plane", Task.REGRESSION, 0, 1)
            assert(plane.score <= 1 && plane.seconds > 0, contender)
            if (contender == Contender.MLLIB_LINEAR) assert(plane.score > 1 - 1e-9)
            if (contender == Contender.MLLIB_GBT) assert(plane.score > 0.9 && plane.score < 1 - 1e-9)
          }
          if (contender == Contender.MLLIB_GBT) assert(halves.score == 1)
        }
      finally session.close()
    }
  }

  test("R2 is against the mean of the test rows, accuracy the share that is right") {
    withTempDir { folder =>
      write(folder, "plane", "train")((x, _) => x)
      write(folder, "plane", "test")((x, _) => x + 1)
      write(folder, "halves", "train")((x, _) => if (x < 6) 0 else 1)
      write(folder, "halves", "test")((x, y) => if (x < 6 && y < 6) 0 else 1)
      val session = new QualitySession(folder)
      try {
        val plane = session.fit(Contender.MLLIB_LINEAR, "plane", Task.REGRESSION, 0, 1)
        val variance = (12 * 12 - 1) / 12.0
        assert(math.abs(plane.score - (1 - 1 / variance)) < 1e-9, "all are 1 too low")
        val halves = session.fit(Contender.MLLIB_GBT, "halves", Task.CLASSIFICATION, 2, 1)
        assert(halves.score == 0.75)
      } finally session.close()
    }
  }

  test("a score that is no number is an error, not a line") {
    val e = intercept[IllegalStateException](new Fit(Double.NaN, 1, 1).answer())
    assert(e.getMessage == "The model predicts no numbers: its score is NaN")
    assert(Fit.parse(new Fit(0.25, 1.5, 2).answer()) == new Fit(0.25, 1.5, 2))
  }
}
