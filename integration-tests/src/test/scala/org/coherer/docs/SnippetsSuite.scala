package org.coherer.docs

import java.io.ByteArrayInputStream
import java.nio.charset.StandardCharsets.UTF_8
import javax.xml.parsers.DocumentBuilderFactory

import org.apache.spark.sql.catalyst.parser.CatalystSqlParser
import org.scalatest.funsuite.AnyFunSuite

/** Whether every block on a page is of a kind that some check knows. */
class SnippetsSuite extends AnyFunSuite {

  /** Who looks at blocks of a language: suites of this package, and the scripts named here. */
  private val checks = Map(
    "java" -> "JavaSnippetsSuite",
    "scala" -> "ScalaSnippetsSuite",
    "python" -> "python/tests/test_snippets.py",
    "sh" -> "ShellSnippetsSuite",
    "yaml" -> "config/docs/check_manifests.py",
    "sql" -> "here",
    "xml" -> "here",
    "diff" -> "DropInExampleSuite",
    "" -> "no program: output, formulas, drawings"
  )

  private def parseXml(text: String) =
    DocumentBuilderFactory.newInstance
      .newDocumentBuilder()
      .parse(new ByteArrayInputStream(text.getBytes(UTF_8)))

  test("every block is of a language that is checked") {
    val unknown = Snippets.all.filterNot(snippet => checks.contains(snippet.language))
    assert(Snippets.all.size > 20)
    assert(unknown.isEmpty, unknown.map(snippet => s"\n$snippet: ${snippet.language}").mkString)
  }

  test("no command hides in a block without a language") {
    val hidden = Snippets
      .of("")
      .filter(_.text.linesIterator.exists(_.matches("(?:bin|\\.ci)/\\w.*|mvn .*|spark-submit .*")))
    assert(hidden.isEmpty, hidden.mkString(", "))
  }

  test("every part of a pom on a page is XML") {
    Snippets.of("xml").foreach(snippet => parseXml(s"<page>${snippet.text}</page>"))
  }

  test("every SQL expression on a page is one") {
    val snippets = Snippets.of("sql")
    assert(snippets.nonEmpty)
    snippets.foreach(snippet => CatalystSqlParser.parseExpression(snippet.text))
  }
}
