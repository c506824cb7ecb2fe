package org.coherer.training.warmup

import java.time.Duration
import java.util.Optional

import scala.collection.mutable.ArrayBuffer

import org.apache.spark.SparkConf
import org.apache.spark.api.java.JavaSparkContext
import org.coherer.testkit.engine.{ForwardingEngine, Perceptrons}
import org.coherer.testkit.transport.Holdings
import org.coherer.training.barrier.Failpoints
import org.coherer.training.engine.{EngineCapability, Engines, NetworkSpec, PerceptronBuilder}
import org.coherer.training.loop.WithTraining
import org.coherer.training.plan.TrainingPlan
import org.scalatest.BeforeAndAfterEach
import org.scalatest.funsuite.AnyFunSuite

/** What new executors do before a rank needs them. */
class WarmUpSuite extends AnyFunSuite with WithTraining with BeforeAndAfterEach {

  override protected def afterEach(): Unit = Failpoints.disarm()

  private val small = planOf(Perceptrons.classifier("failpoint", Features, 5, Classes))

  private def planOf(spec: NetworkSpec): TrainingPlan = plan(epochs = 7, batchSize = 100, workers = 3, spec)

  private def rehearse(some: TrainingPlan): Unit =
    Rehearsal.of(some, Engines.of(some.network().spec()).describe(some.network().spec())).run()

  /** Notes the steps from now on. */
  private def watch(): Unit =
    Failpoints.arm(Failpoints.Failpoint(0, Failpoints.AfterHandshake, -2, attempts = 0))

  private def steps(): Seq[Long] = {
    val all = ArrayBuffer[Long]()
    Failpoints.passes.forEach(pass => all += pass.step)
    all.sorted.toList
  }

  test("a rehearsal makes three steps on two ranks, whatever the plan, and leaves nothing") {
    rehearse(small)
    val before = Holdings.settled(Holdings(Nil, Map(), 0, Map()), Duration.ofSeconds(1))
    watch()
    rehearse(small)
    assert(steps() == Seq(0, 0, 1, 1, 2, 2))
    val after = Holdings.settled(before, Duration.ofSeconds(2))
    // Native memory of the engine comes and goes with garbage collection.
    assert(after.copy(buffers = Map()).within(before), s"held before: $before; after: $after")
  }

  test("a rehearsal that fails ends, with the cause") {
    for (phase <- Seq(Failpoints.AfterHandshake, Failpoints.BeforeAllReduce)) {
      Failpoints.arm(Failpoints.Failpoint(0, phase, 0, attempts = 1))
      val thrown = intercept[IllegalStateException](rehearse(small))
      assert(thrown.getMessage.startsWith(s"failed on purpose: $phase"), thrown)
    }
  }

  test("a warm-up that fails throws nothing, whatever it fails with") {
    def error() = new OutOfMemoryError("not enough for this test")
    Failpoints.arm(Failpoints.Failpoint(0, Failpoints.BeforeAllReduce, 1, attempts = 1, () => error()))
    WarmUp.load(small)
    assert(Failpoints.firedNanos > 0, "the failpoint was not passed")
    WarmUp.load(planOf(new NetworkSpec("failpoint", "no network")))
    WarmUp.load(planOf(new NetworkSpec("absent", "")))
  }

  test("a network whose memory would be felt is not trained ahead") {
    watch()
    WarmUp.load(planOf(Perceptrons.classifier("failpoint", Features, 150000, Classes)))
    assert(steps().isEmpty)
    WarmUp.load(small)
    assert(steps().nonEmpty)
  }

  test("an engine is warmed up before there is a fit; one that builds no perceptrons is left alone") {
    watch()
    WarmUp.load(new BuildingEngine(None), 1)
    assert(steps().isEmpty)
    WarmUp.load(new BuildingEngine(Some(_ => Perceptrons.classifier("failpoint", 4, 4, 2))), 1)
    assert(steps() == Seq(0, 0, 1, 1, 2, 2))
  }

  test("the driver, whose fits have loaded the engine, does not warm up") {
    val spark = new JavaSparkContext(
      new SparkConf().setMaster("local[1]").setAppName("warm-up").set("spark.ui.enabled", "false")
    )
    try {
      watch()
      WarmUp.begin(small)
      val names = ArrayBuffer[String]()
      Thread.getAllStackTraces.keySet().forEach(thread => names += thread.getName)
      assert(!names.exists(_.startsWith("coherer-warm-up")) && steps().isEmpty)
    } finally spark.stop()
  }
}

/** DL4J, with one capability at most. */
private class BuildingEngine(builder: Option[PerceptronBuilder])
    extends ForwardingEngine("building", "dl4j") {
  override def capability[C <: EngineCapability](kind: Class[C]): Optional[C] =
    builder.filter(kind.isInstance(_)).fold(Optional.empty[C]())(one => Optional.of(kind.cast(one)))
}
