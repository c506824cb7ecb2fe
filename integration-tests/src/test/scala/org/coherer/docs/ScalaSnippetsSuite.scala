package org.coherer.docs

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path, Paths}

import scala.collection.mutable.ArrayBuffer

import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** Compiles every Scala program on the pages. What they may use is in [[Prelude]]. */
class ScalaSnippetsSuite extends AnyFunSuite with WithTempDir {

  /** The compiler's errors, in a process of its own, since each version of it has another API; page and line
    * in front.
    */
  private def complaints(snippets: Seq[Snippet]): Seq[String] = withTempDir { folder =>
    val sources = snippets.zipWithIndex.map { case (snippet, index) =>
      val file = folder.resolve(s"Snippet$index.scala")
      Files.write(file, Prelude.scala(s"Snippet$index", snippet.text).getBytes(UTF_8))
      file.toString -> snippet
    }.toMap
    compile(folder, sources.keys.toSeq.sorted)
      .filter(_.contains(": error: "))
      .map { line =>
        val file = line.takeWhile(_ != ':')
        s"${sources.getOrElse(file, file)}: ${line.drop(line.indexOf(": error: ") + 9)}"
      }
  }

  private def compile(folder: Path, sources: Seq[String]): Seq[String] = {
    val log = folder.resolve("log")
    val classPath = System.getProperty("java.class.path")
    val arguments = folder.resolve("arguments")
    val lines =
      Seq("-nowarn", "-Ystop-after:refchecks", "-classpath", classPath, "-d", folder.toString) ++ sources
    Files.write(arguments, lines.mkString("\n").getBytes(UTF_8))
    val java = Paths.get(System.getProperty("java.home"), "bin", "java").toString
    val process = new ProcessBuilder(java, "-Xss4m", "-cp", classPath, "scala.tools.nsc.Main", s"@$arguments")
      .redirectErrorStream(true)
      .redirectOutput(log.toFile)
      .start()
    val code = process.waitFor()
    val said = ArrayBuffer[String]()
    Files.readAllLines(log).forEach(line => said += line)
    val errors = said.exists(_.contains(": error: "))
    assert((code == 0) != errors, said.mkString("\n"))
    said.toList
  }

  test("every Scala program on a page compiles") {
    val snippets = Snippets.programs("scala")
    assert(snippets.nonEmpty)
    val found = complaints(snippets)
    assert(found.isEmpty, found.mkString("\n", "\n", ""))
  }

  test("a method that is not there is found, with page and line") {
    val wrong = Snippet("docs/a.md", 7, "scala", "new NeuralNetworkClassifier().setEpochs(3).fit(df)")
    val found = complaints(Seq(wrong))
    assert(found.size == 1 && found.head.startsWith("docs/a.md:7: ") && found.head.contains("setEpochs"))
  }
}
