package org.coherer.benchmarks.quality

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.file.{Files, Path}
import java.time.Duration
import java.util.{Arrays, Collections}
import java.util.function.Supplier

import scala.collection.mutable.ArrayBuffer

import org.coherer.benchmarks.harness.Report
import org.coherer.benchmarks.process.ProcessGroup
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** Turns and failures; the processes are lines of shell that note what they are asked. */
class QualityRunSuite extends AnyFunSuite with WithOutcomes with WithTempDir {

  private val wine = table("wine", 3, 0.4)
  private val iris = table("iris", 3, 0.3)
  private val pair = Seq(Contender.OURS, Contender.SKLEARN_MLP)

  private def plan(contenders: Seq[Contender], deadline: Duration = Duration.ofSeconds(60)): QualityPlan =
    new QualityPlan(
      Collections.emptyList(),
      Arrays.asList(contenders: _*),
      2,
      3,
      Duration.ofSeconds(100),
      deadline
    )

  /** Runs with processes that do what the script says with the seed, $6, of a request. */
  private def measure(plan: QualityPlan, contenders: Seq[Contender], script: String)(
      body: (Standing, Seq[String], Seq[String]) => Unit
  ): Unit = withTempDir { folder =>
    val asked = Files.createFile(folder.resolve("asked"))
    val sink = new PrintStream(new ByteArrayOutputStream)
    val report = new Report(sink, sink)
    val processes = contenders.map(contender => process(contender, script, plan, folder, asked))
    val run = new QualityRun(plan, Arrays.asList(processes: _*), EarlierRun.NONE, report)
    try body(run.measure(wine), lines(Files.readAllLines(asked)), lines(report.kept))
    finally run.close()
  }

  private def process(
      contender: Contender,
      script: String,
      plan: QualityPlan,
      folder: Path,
      asked: Path
  ): ContenderProcess = {
    val loop = s"while read line; do echo $$line >> $asked; set -- $$line; $script; done"
    val start = new Supplier[ProcessGroup] {
      override def get(): ProcessGroup =
        ProcessGroup.start(contender.label, Arrays.asList(Arrays.asList("sh", "-c", loop)), folder)
    }
    new ContenderProcess(contender, start, plan.deadline, Collections.nCopies(plan.warmUps, iris))
  }

  private def lines(list: java.util.List[String]): Seq[String] = {
    val all = ArrayBuffer[String]()
    list.forEach(line => all += line)
    all.toList
  }

  private def asked(contender: String, seeds: Int*): Seq[String] =
    seeds.map(seed => s"fit $contender wine classification 3 $seed")

  test("every split is fitted by all, in turns, after a warm-up that does not count") {
    measure(plan(pair), pair, "echo ok 0.$6 $6 1") { (standing, requests, remarks) =>
      val warmUps =
        Seq("ours", "sklearn_mlp").map(who => requests.count(_ == s"fit $who iris classification 3 1"))
      assert(warmUps == Seq(2, 2))
      val turns = requests.filter(_.contains(" wine "))
      val first = Seq("ours", "sklearn_mlp").flatMap(asked(_, 1))
      val second = Seq("sklearn_mlp", "ours").flatMap(asked(_, 2))
      assert(turns == first ++ second ++ Seq("ours", "sklearn_mlp").flatMap(asked(_, 3)))
      val ours = standing.of("ours").get
      assert(ours.score.get.median == 0.2 && ours.score.get.max == 0.3 && ours.seconds.get.median == 2)
      assert(ours.seeds == 3 && remarks.isEmpty)
    }
  }

  test("who fails on one split has failed on the table; the others go on, and so does a new process") {
    val script = """if [ "$2 $6" = "ours 2" ]; then echo error diverged; else echo ok 0.5 1 1; fi"""
    measure(plan(pair), pair, script) { (standing, requests, remarks) =>
      assert(standing.of("ours").get.state == Outcome.State.FAILED)
      assert(standing.of("sklearn_mlp").get.seeds == 3)
      assert(requests.filter(_.startsWith("fit ours wine")) == asked("ours", 1, 2))
      assert(remarks == Seq("# wine: ours process 0 failed at 'fit': error diverged"))
    }
  }

  test("a fit that does not end by the deadline has failed") {
    val one = Seq(Contender.OURS)
    measure(plan(one, Duration.ofMillis(300)), one, "[ $3 = wine ] || echo ok 0.5 1 1") {
      (standing, _, remarks) =>
        assert(standing.of("ours").get.state == Outcome.State.FAILED)
        assert(remarks == Seq("# wine: ours process 0 does not answer 'fit' within 0 s"))
    }
  }

  test("who has taken long enough on a table has no more splits") {
    val one = Seq(Contender.OURS)
    measure(plan(one), one, "echo ok 0.5 60 1") { (standing, requests, _) =>
      assert(requests.filter(_.contains(" wine ")) == asked("ours", 1, 2))
      assert(standing.of("ours").get.seeds == 2)
    }
  }

  test("a contender without a process, or one that does not learn such tables, is absent") {
    val all = Seq(Contender.OURS, Contender.MLLIB_GBT, Contender.REALMLP)
    measure(plan(all), all.take(2), "echo ok 0.5 1 1") { (standing, requests, _) =>
      val states = (0 until 3).map(i => standing.outcomes.get(i).state)
      assert(states == Seq(Outcome.State.MEASURED, Outcome.State.ABSENT, Outcome.State.ABSENT))
      assert(!requests.exists(_.contains("mllib_gbt")))
    }
  }
}
