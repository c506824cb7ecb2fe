package org.coherer.connector.progress

import java.nio.file.{Files, Paths}
import java.util.{Collections, Map => JavaMap}

import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

class TerminalSuite extends AnyFunSuite with WithTempDir {

  private val Nothing: JavaMap[String, String] = Collections.emptyMap[String, String]()

  test("standard error is a terminal if it leads to one") {
    withTempDir { folder =>
      def leadsTo(target: String): Boolean = {
        val link = Files.createSymbolicLink(folder.resolve(target.replace('/', '-')), Paths.get(target))
        Terminal.isTerminal(link, () => fail("it is known"), Nothing)
      }
      Seq("/dev/pts/3", "/dev/tty1", "/dev/console").foreach(target => assert(leadsTo(target), target))
      Seq("pipe:[123]", "/dev/null", "/var/log/driver", "socket:[5]").foreach(target =>
        assert(!leadsTo(target), target)
      )
    }
  }

  test("where the kernel does not say so, a shell does, which is of the same opinion") {
    val missing = Paths.get("/no/such/link")
    assert(Terminal.isTerminal(missing, () => true, Nothing))
    assert(!Terminal.isTerminal(missing, () => false, Nothing))
    val known = Paths.get("/proc/self/fd/2")
    assume(Files.isSymbolicLink(known), "a kernel that says so")
    assert(Terminal.askShell() == Terminal.isTerminal(known, () => fail("it is known"), Nothing))
  }

  test("a terminal that cannot draw over a line is none") {
    val dumb = Collections.singletonMap("TERM", "dumb")
    assert(!Terminal.isTerminal(Paths.get("/no/such/link"), () => true, dumb))
  }

  test("the width is that of Spark's own bar: COLUMNS, or 80") {
    assert(Terminal.width(Nothing) == 80)
    val widths = Map("100" -> 100, "5" -> 20, "9999" -> 200, "" -> 80, "wide" -> 80, "123456789012" -> 80)
    widths.foreach { case (text, width) =>
      assert(Terminal.width(Collections.singletonMap("COLUMNS", text)) == width, text)
    }
  }
}
