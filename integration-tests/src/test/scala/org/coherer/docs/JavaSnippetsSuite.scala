package org.coherer.docs

import java.net.URI
import java.util.{Arrays, Locale}
import javax.tools.{Diagnostic, DiagnosticCollector, JavaFileObject, SimpleJavaFileObject, ToolProvider}

import scala.collection.mutable.ArrayBuffer

import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** Compiles every Java program on the pages. What they may use is in [[Prelude]]. */
class JavaSnippetsSuite extends AnyFunSuite with WithTempDir {

  private case class Source(snippet: Snippet, name: String)
      extends SimpleJavaFileObject(URI.create(s"string:///$name.java"), JavaFileObject.Kind.SOURCE) {
    override def getCharContent(ignored: Boolean): CharSequence = Prelude.java(name, snippet.text)
  }

  /** What the compiler says of snippets: the page, and the message. */
  private def complaints(snippets: Seq[Snippet]): Seq[String] = withTempDir { folder =>
    val sources = snippets.zipWithIndex.map { case (snippet, index) => Source(snippet, s"Snippet$index") }
    val found = new DiagnosticCollector[JavaFileObject]
    val options =
      Arrays.asList(
        "-classpath",
        System.getProperty("java.class.path"),
        "-proc:none",
        "-nowarn",
        "-d",
        folder.toString
      )
    ToolProvider.getSystemJavaCompiler
      .getTask(null, null, found, options, null, Arrays.asList(sources: _*))
      .call(): Unit
    val errors = ArrayBuffer[String]()
    found.getDiagnostics.forEach { each =>
      if (each.getKind == Diagnostic.Kind.ERROR) {
        errors += s"${each.getSource.asInstanceOf[Source].snippet}: ${each.getMessage(Locale.ROOT)}"
      }
    }
    errors.toList
  }

  test("every Java program on a page compiles") {
    val snippets = Snippets.programs("java")
    assert(snippets.size > 5)
    val found = complaints(snippets)
    assert(found.isEmpty, found.mkString("\n", "\n", ""))
  }

  test("a method that is not there is found, with page and line") {
    val wrong = Snippet("docs/a.md", 7, "java", "new NeuralNetworkClassifier().setEpochs(3).fit(df);")
    val found = complaints(Seq(wrong))
    assert(found.size == 1 && found.head.startsWith("docs/a.md:7: ") && found.head.contains("setEpochs"))
  }
}
