package org.coherer.architecture

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path, Paths}

import scala.collection.mutable.ArrayBuffer

import org.scalatest.funsuite.AnyFunSuite

/** Holds the rules for sources that no compiler knows. */
class HouseSuite extends AnyFunSuite {

  private val repository = Paths.get(System.getProperty("coherer.repository"))
  private val modules = Seq(
    "barrier-training",
    "spark-connector",
    "datasource",
    "estimators",
    "examples",
    "benchmarks"
  )

  private def filesBelow(folder: Path, ending: String): Seq[Path] = {
    val found = ArrayBuffer[Path]()
    if (Files.isDirectory(folder)) {
      val walk = Files.walk(folder)
      try walk.filter(_.toString.endsWith(ending)).forEach(path => found += path)
      finally walk.close()
    }
    found.toList
  }

  private def read(path: Path): String = new String(Files.readAllBytes(path), UTF_8)

  private lazy val sources =
    modules.flatMap(name => filesBelow(repository.resolve(name).resolve("src/main/java"), ".java"))

  test("there are sources to look at") {
    assert(sources.size > 50)
  }

  test("every package says what it is for") {
    val silent =
      sources.map(_.getParent).distinct.filterNot(folder => Files.exists(folder.resolve("package-info.java")))
    assert(silent.isEmpty)
  }

  test("every public type is documented") {
    val declaration =
      "^public (?:(?:static|final|abstract|sealed|non-sealed) )*(?:class|interface|record|enum) (\\w+)".r
    val bare = sources.filterNot(_.endsWith("package-info.java")).filter { source =>
      val lines = read(source).linesIterator.toSeq
      val at = lines.indexWhere(line => declaration.findFirstIn(line).isDefined)
      at >= 0 && !lines.take(at).reverse.dropWhile(_.startsWith("@")).headOption.exists(_.trim.endsWith("*/"))
    }
    assert(bare.isEmpty)
  }

  test("a source file holds one thing") {
    val long = sources.filter(source => read(source).linesIterator.size > 400)
    assert(long.isEmpty)
  }

  test("the example in the README is the one that is compiled") {
    val example = read(
      repository.resolve("examples/src/main/java/org/coherer/examples/ReadmeExample.java")
    )
    val marked = example.linesIterator.toSeq
      .dropWhile(!_.contains("README: begin"))
      .drop(1)
      .takeWhile(!_.contains("README: end"))
    assert(marked.nonEmpty)
    val margin = marked.filter(_.trim.nonEmpty).map(_.takeWhile(_ == ' ').length).min
    val shown = marked.map(_.drop(margin)).mkString("\n")
    assert(read(repository.resolve("README.md")).contains(shown))
  }

  test("what a reader of the repository looks for is there") {
    val expected = Seq(
      "README.md",
      "LICENSE",
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "SECURITY.md",
      "docs/architecture.md",
      "docs/algorithms.md",
      "docs/protocol.md",
      "docs/security.md"
    )
    expected.foreach(name => assert(Files.size(repository.resolve(name)) > 0, name))
  }
}
