package org.coherer.architecture

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path, Paths}

import scala.collection.mutable.ArrayBuffer
import scala.util.matching.Regex

import org.scalatest.funsuite.AnyFunSuite

/** Holds the terms of docs/glossary.md: main sources and pages must not use the phrases below for them. */
class WordsSuite extends AnyFunSuite {

  private val repository = Paths.get(System.getProperty("coherer.repository"))

  /** A phrase, and the term of the glossary that replaces it. */
  private val terms: Seq[(Regex, String)] = Seq(
    """\bzombies?\b""" -> "stale attempt",
    """\bstrangers?\b""" -> "unauthenticated peer, or untrusted file",
    """\bfarewells?\b""" -> "shutdown frame",
    """\bdoors?\b|TcpDoor""" -> "listener",
    """\bhouse\b""" -> "module, or repository",
    """\brooms?\b|MeetingRoom""" -> "memory, space, or rendezvous",
    """\bdealt\b|\bdeals? (?:out|them|rows|the rows)\b|\blike cards\b""" -> "round-robin assignment",
    """\bleft out\b|\bleav(?:e|es|ing) (?:(?:it|them|this|that|the \w+) )?out\b""" -> "skip, filter out, or omit",
    """\bends it all\b""" -> "fails the job",
    """\btells? (?:\w+ ){0,4}apart\b""" -> "classifies, or distinguishes",
    """\bgives? back its features\b""" -> "reconstructs its input",
    """\brows for validation\b|\brows to measure\b|\bto measure the network on\b""" -> "validation set",
    """\blimits of gradients\b|\bhow gradients are limited\b""" -> "gradient clipping",
    """\bnumbers of (?:an|the) optimizer\b""" -> "hyperparameters",
    """\bg(?:ave|ives?|iven|iving) (?:it |this rank )?up\b""" -> "aborts, or times out",
    """\bh(?:angs?|ung|anging) up\b""" -> "disconnects",
    """\bhears? (?:of|why)\b|\bheard\b""" -> "receives",
    """\bcrowded\b""" -> "oversubscribed",
    """\blet ?others ?run\b""" -> "yields",
    """\bequally near\b""" -> "same locality",
    """\bmemory full\b""" -> "memory-sized chunk",
    """\bgo(?:es)? on from\b""" -> "warm start, or resumes",
    """\bways on which\b|\bways allowed\b""" -> "transports, or links",
    """\bin the guise of\b""" -> "as",
    """\bwhere it has got to\b""" -> "position",
    """\bCreates one\b""" -> "a sentence that says what the constructor does, or no Javadoc"
  ).map { case (phrase, term) => s"(?i)$phrase".r -> term }

  private def filesBelow(folder: Path, endings: String*): Seq[Path] = {
    val found = ArrayBuffer[Path]()
    if (Files.isDirectory(folder)) {
      val walk = Files.walk(folder)
      try walk.filter(path => endings.exists(path.toString.endsWith(_))).forEach(path => found += path)
      finally walk.close()
    }
    found.toList
  }

  private def modules: Seq[Path] = {
    val folders = Files.list(repository)
    try
      folders
        .filter(folder => Files.exists(folder.resolve("pom.xml")))
        .toArray
        .toSeq
        .map(_.asInstanceOf[Path])
    finally folders.close()
  }

  private lazy val files: Seq[Path] =
    modules.flatMap(module => filesBelow(module.resolve("src/main"), ".java", ".scala", ".py")) ++
      filesBelow(repository.resolve("docs"), ".md") ++
      Seq("README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md").map(repository.resolve(_))

  /** Joins the lines of comments and the parts of messages, so that phrases are found across both. */
  private def textOf(file: Path): String =
    new String(Files.readAllBytes(file), UTF_8)
      .replaceAll("\"\\s*\\+\\s*\"", "")
      .replaceAll("\\s+(?:(?:\\*|//|#)\\s+)?", " ")

  private def violations(file: Path): Seq[String] = {
    val text = textOf(file)
    terms.flatMap { case (phrase, term) => phrase.findAllIn(text).map(found => s"'$found' (write: $term)") }
  }

  private lazy val violationsByFile: Map[String, Seq[String]] =
    files.map(file => file.getFileName.toString -> violations(file)).filter(_._2.nonEmpty).toMap

  test("there are sources and pages to look at") {
    assert(files.count(_.toString.endsWith(".java")) > 500 && files.count(_.toString.endsWith(".md")) > 10)
  }

  test("main sources and pages use the terms of the glossary") {
    assert(
      violationsByFile.isEmpty,
      violationsByFile.map { case (name, found) => s"\n$name: ${found.mkString(", ")}" }.mkString
    )
  }

  test("a phrase is found across lines of a comment and parts of a message") {
    val file = Files.createTempFile("words", ".java")
    try {
      Files.write(file, "/** What is left\n  * out. */ \"the hou\" + \"se\"".getBytes(UTF_8))
      assert(violations(file).map(_.takeWhile(_ != '(').trim) == Seq("'house'", "'left out'"))
    } finally Files.delete(file)
  }
}
