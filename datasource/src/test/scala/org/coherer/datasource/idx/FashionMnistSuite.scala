package org.coherer.datasource.idx

import java.nio.file.{Files, Path, Paths}

import org.apache.spark.sql.functions.expr
import org.scalatest.funsuite.AnyFunSuite

/** Reads the real files where they lie beside the repository. */
class FashionMnistSuite extends AnyFunSuite with WithIdxFiles {

  private def folder(): Path = {
    val found =
      Paths.get(System.getProperty("coherer.repository"), "..", "shared", "data", "fashion-mnist").normalize
    assume(Files.isDirectory(found), s"no folder $found")
    found
  }

  for ((split, rows) <- Seq("train" -> 60000, "t10k" -> 10000)) {
    test(s"$split has $rows images of 784 floats in [0, 1], and each of 10 labels as often") {
      val read = load(folder(), "split" -> split, "scale" -> (1.0 / 255).toString)
      val byLabel = read
        .selectExpr("label", "size(image) n", "array_min(image) least", "array_max(image) most")
        .groupBy("label")
        .agg(expr("count(*)"), expr("min(n)"), expr("max(n)"), expr("min(least)"), expr("max(most)"))
        .orderBy("label")
      val expected = (0 until 10).map(label => Seq[Any](label, rows / 10L, 784, 784, 0f, 1f))
      assert(byLabel.collect().toSeq.map(_.toSeq) == expected)
    }
  }
}
