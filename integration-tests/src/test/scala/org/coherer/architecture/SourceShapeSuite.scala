package org.coherer.architecture

import org.coherer.architecture.SourceTrees.Measured
import org.scalatest.funsuite.AnyFunSuite

/** Holds how long files and methods are, and how many components things have. */
class SourceShapeSuite extends AnyFunSuite {

  private val MostComponents = 7

  private lazy val fileLines =
    Repository.mainJava.map(file => Measured(file.toString, Repository.read(file).linesIterator.size))

  private def longest(all: Seq[Measured]): String =
    all.sortBy(-_.count).take(5).map(one => s"${one.name} ${one.count}").mkString(", ")

  test("files and methods are short: median, 95th percentile and longest") {
    val files = new Spread(fileLines.map(_.count))
    val methods = new Spread(SourceTrees.methodLines.map(_.count))
    info(s"lines of a file $files, of a method $methods")
    assert(SourceTrees.methodLines.size > 3000)
    assert(files.median <= 62 && files.p95 <= 206 && files.most <= 344, longest(fileLines))
    assert(methods.median <= 5 && methods.p95 <= 20 && methods.most <= 41, longest(SourceTrees.methodLines))
  }

  test(s"no record and no constructor has more than $MostComponents components") {
    assert(SourceTrees.components.size > 500)
    val many = SourceTrees.components.filter(_.count > MostComponents).map(_.name).toSet
    assert(many.isEmpty)
  }
}

/** The median, the 95th percentile and the largest of some lengths. */
private final class Spread(lengths: Seq[Int]) {
  private val sorted = lengths.sorted
  val median: Int = sorted(sorted.size / 2)
  val p95: Int = sorted((sorted.size * 0.95).toInt)
  val most: Int = sorted.last
  override def toString: String = s"$median/$p95/$most"
}
