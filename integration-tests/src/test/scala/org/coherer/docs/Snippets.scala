package org.coherer.docs

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path, Paths}

import scala.collection.mutable.ArrayBuffer

/** A fenced block of a page.
  *
  * @param page
  *   its file, from the root of the repository
  * @param line
  *   that of its first line, counted from 1
  * @param language
  *   what its fence says; empty for what is no program, such as output
  */
case class Snippet(page: String, line: Int, language: String, text: String) {
  override def toString: String = s"$page:$line"
}

/** The programs and commands on the pages. A block that is added to any page is one of them. */
object Snippets {

  private val root = Paths.get(System.getProperty("coherer.repository"))

  /** The pages of the repository, from its root. */
  lazy val pages: Seq[String] = {
    val found = ArrayBuffer[String]("README.md", "CONTRIBUTING.md", "SECURITY.md")
    val walk = Files.walk(root.resolve("docs"))
    try
      walk
        .filter(_.toString.endsWith(".md"))
        .forEach(path => found += root.relativize(path).toString)
    finally walk.close()
    found.toList.sorted
  }

  lazy val all: Seq[Snippet] = pages.flatMap(page => of(page, text(page)))

  def of(language: String): Seq[Snippet] = all.filter(_.language == language)

  /** Returns those of a language, each behind the imports of the ones before it on its page, as who copies
    * them has it.
    */
  def programs(language: String): Seq[Snippet] =
    of(language).groupBy(_.page).values.toList.flatMap { onPage =>
      val imports = onPage.scanLeft(Seq[String]()) { (before, snippet) =>
        (before ++ snippet.text.linesIterator.filter(_.startsWith("import "))).distinct
      }
      onPage.zip(imports).map { case (snippet, before) =>
        snippet.copy(text = (before :+ snippet.text).mkString("\n"))
      }
    }

  /** Returns the text of a page. */
  def text(page: String): String = read(root.resolve(page))

  /** Returns whether a file or folder is in the repository. */
  def isInRepository(path: String): Boolean = Files.exists(root.resolve(path))

  private def read(path: Path) = new String(Files.readAllBytes(path), UTF_8)

  private def of(page: String, text: String): Seq[Snippet] = {
    val lines = text.split("\n", -1).toSeq
    val fences = lines.indices.filter(lines(_).trim.startsWith("```"))
    require(fences.size % 2 == 0, s"$page has a fence that is not closed")
    fences.grouped(2).toList.map { pair =>
      val (from, to) = (pair.head, pair.last)
      Snippet(page, from + 2, lines(from).trim.drop(3), lines.slice(from + 1, to).mkString("\n"))
    }
  }
}
