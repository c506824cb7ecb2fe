package org.coherer.architecture

import java.nio.file.{Files, Path}

import org.coherer.architecture.Repository.mainJava
import org.coherer.architecture.Repository.mainSources
import org.coherer.architecture.Repository.modules
import org.coherer.architecture.Repository.packageOf
import org.coherer.architecture.Repository.read
import org.coherer.architecture.Repository.root
import org.scalatest.funsuite.AnyFunSuite

/** Holds the rules for sources that no compiler knows. */
class SourcesSuite extends AnyFunSuite {

  private val LargestPackage = 25

  private def isPackageInfo(source: Path) = source.endsWith("package-info.java")

  /** The number of source files of every package, `package-info` not counted. */
  private lazy val packageSizes: Map[String, Int] =
    mainSources.groupBy(packageOf).map { case (name, files) => name -> files.filterNot(isPackageInfo).size }

  test("there are sources of every module to look at") {
    assert(mainJava.size > 700)
    val withoutSources = modules.filterNot(module => mainSources.exists(_.startsWith(root.resolve(module))))
    assert(withoutSources == Seq("natives", "integration-tests", "bom", "assembly"))
  }

  test("every package says what it is for") {
    val described = mainJava.filter(isPackageInfo).map(packageOf).toSet
    assert((packageSizes.keySet -- described).isEmpty)
  }

  test(s"no package has more than $LargestPackage files, except for the Params, one of which is a file") {
    val large = packageSizes.filter(_._2 > LargestPackage).keySet - "org.coherer.ml.param"
    assert(large.isEmpty)
  }

  test("no package has one class alone") {
    assert(packageSizes.filter(_._2 == 1).keySet.isEmpty)
  }

  test("every public type is documented") {
    val declaration =
      "^public (?:(?:static|final|abstract|sealed|non-sealed) )*(?:class|interface|record|enum) (\\w+)".r
    val bare = mainJava.filterNot(isPackageInfo).filter { source =>
      val lines = read(source).linesIterator.toSeq
      val at = lines.indexWhere(line => declaration.findFirstIn(line).isDefined)
      at >= 0 && !lines.take(at).reverse.dropWhile(_.startsWith("@")).headOption.exists(_.trim.endsWith("*/"))
    }
    assert(bare.isEmpty)
  }

  test("tests wait for what they need, and never sleep") {
    val sleep = "(?:\\bThread|\\bTimeUnit\\.\\w+|\\btime)\\.sleep\\(".r
    val sleeping = Repository.tests.filter(source => sleep.findFirstIn(read(source)).isDefined)
    assert(Repository.tests.size > 150 && sleeping.isEmpty)
  }

  test("the example in the README is the one that is compiled") {
    val example = read(root.resolve("examples/src/main/java/org/coherer/examples/ReadmeExample.java"))
    val marked = example.linesIterator.toSeq
      .dropWhile(!_.contains("README: begin"))
      .drop(1)
      .takeWhile(!_.contains("README: end"))
    assert(marked.nonEmpty)
    val margin = marked.filter(_.trim.nonEmpty).map(_.takeWhile(_ == ' ').length).min
    val shown = marked.map(_.drop(margin)).mkString("\n")
    assert(read(root.resolve("README.md")).contains(shown))
  }

  test("what a reader of the repository looks for is there") {
    val expected = Seq(
      "README.md",
      "LICENSE",
      "NOTICE",
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "SECURITY.md",
      "docs/architecture.md",
      "docs/algorithms.md",
      "docs/protocol.md",
      "docs/security.md"
    )
    expected.foreach(name => assert(Files.size(root.resolve(name)) > 0, name))
  }

  test("benchmarks/results has the latest run of each benchmark and no other") {
    val files = Files.newDirectoryStream(root.resolve("benchmarks/results"))
    val names =
      try {
        val found = scala.collection.mutable.ArrayBuffer[String]()
        files.forEach(file => found += file.getFileName.toString.takeWhile(_ != '-'))
        found.toList
      } finally files.close()
    assert(names.nonEmpty && names.distinct.size == names.size)
  }
}
