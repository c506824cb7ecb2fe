package org.coherer.connector.plugin

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import java.util.{Collections, TreeMap}
import java.util.Arrays.asList

import org.coherer.connector.plugin.ExecutorMessage.{Ready, Sender, Unusable, Usage}
import org.coherer.testkit.WithLogLines
import org.coherer.training.engine.diagnostics.ComputeReport
import org.coherer.training.engine.diagnostics.ComputeReport.Blas
import org.scalatest.funsuite.AnyFunSuite

class EngineReportsSuite extends AnyFunSuite with WithLogLines {

  private def report(kernel: String = "SkylakeX", warnings: Seq[String] = Nil) = new ComputeReport(
    "ND4J CpuBackend",
    "linux-x86_64-onednn-avx2",
    "AVX2",
    new Blas("OpenBLAS 0.3.19", kernel),
    2,
    Collections.singletonList("A Processor"),
    asList(warnings: _*)
  )

  private def ready(executor: Int, kernel: String = "SkylakeX", warnings: Seq[String] = Nil) =
    new Ready(new Sender(executor.toString, s"host-$executor"), report(kernel, warnings))

  private def reported(body: => Any): Seq[String] = logged(classOf[EngineReports].getName)(body)

  test("engine reports: executors that compute alike are no news") {
    val reports = new EngineReports
    assert(reported((1 to 3).foreach(i => reports.add(ready(i)))).isEmpty)
  }

  test("engine reports: that executors differ is said once, with both of them") {
    val reports = new EngineReports
    val lines = reported(Seq("SkylakeX", "Haswell", "Zen").zipWithIndex.foreach { case (kernel, i) =>
      reports.add(ready(i, kernel))
    })
    val kernels = "with ND4J CpuBackend linux-x86_64-onednn-avx2, OpenBLAS 0.3.19 for"
    assert(
      lines == Seq(
        s"WARN Executors compute with different kernels: executor 0 on host-0 $kernels SkylakeX, on A Processor;" +
          s" executor 1 on host-1 $kernels Haswell, on A Processor. The same fit may give other bits," +
          " depending on which of them train (have all executors on machines of one kind, if bits matter)"
      )
    )
  }

  test("engine reports: a warning and a failure are said once each, with the executor that was first") {
    val reports = new EngineReports
    val lines = reported {
      (1 to 3).foreach(i => reports.add(ready(i, warnings = Seq("It is slow"))))
      (4 to 5).foreach(i => reports.add(new Unusable(new Sender(s"$i", "host-b"), "No natives (add them)")))
    }
    assert(
      lines == Seq(
        "WARN In executor 1 on host-1: It is slow",
        "ERROR No fit can train in executor 4 on host-b: No natives (add them)"
      )
    )
  }

  test("a local engine that is there is ready, and logs what it is on one line") {
    val engine = new LocalEngine("dl4j")
    var message: ExecutorMessage = null
    val lines = logged(classOf[LocalEngine].getName) { message = engine.check(new Sender("1", "host-a")) }
    val found = message.asInstanceOf[Ready].report
    assert(lines.size == 1 + found.warnings.size)
    assert(lines.head.matches("INFO Engine dl4j \\S+ is ready: ND4J CpuBackend, build .*"), lines)
    assert(lines.head.endsWith(found.text))
    assert(engine.allocatedBytes() >= 0)
  }

  test("a local engine that is not there is unusable: the log and the message say what to add") {
    var message: ExecutorMessage = null
    val lines = logged(classOf[LocalEngine].getName) {
      message = new LocalEngine("absent").check(new Sender("1", "host-a"))
    }
    val reason = message.asInstanceOf[Unusable].reason
    assert(reason.startsWith("Unknown engine 'absent' (must be one of ["), reason)
    assert(lines == Seq(s"ERROR No fit can train in executor 1 on host-a: $reason"))
  }

  test("messages arrive at the driver as they were sent") {
    val figures = new TreeMap[String, java.lang.Double](
      Collections.singletonMap[String, java.lang.Double]("memory.resident", 5.0)
    )
    val sender = new Sender("1", "host-a")
    Seq(ready(1, warnings = Seq("slow")), new Unusable(sender, "no"), new Usage(sender, figures)).foreach {
      message =>
        val bytes = new ByteArrayOutputStream()
        new ObjectOutputStream(bytes).writeObject(message)
        val read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject()
        assert(read == message)
    }
  }
}
