package org.coherer.training.barrier

import java.time.Instant
import java.time.temporal.ChronoUnit
import java.util.Arrays.asList
import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, TimeUnit}
import java.util.concurrent.atomic.AtomicReference

import scala.collection.mutable.ArrayBuffer
import scala.util.Random

import org.apache.spark.api.java.{JavaPairRDD, JavaSparkContext}
import org.apache.spark.{SparkConf, TaskContext}
import org.coherer.testkit.engine.Perceptrons
import org.coherer.training.data.{RecordBlock, RecordLayout, WithRecords}
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.driver.TrainingListeners
import org.coherer.training.engine.{Engines, OptimizerState}
import org.coherer.training.event.TrainingHistory.StopReason
import org.coherer.training.event.{RunEvent, TrainingEvent, TrainingListener}
import org.coherer.training.loop.TrainingDivergedException
import org.coherer.training.plan.{
  Clipping,
  Controls,
  DataPlan,
  Exchange,
  NetworkPlan,
  OnDivergence,
  OverlapMode,
  Schedule,
  Stopping,
  TrainingPlan,
  TransportPlan,
  Workers
}
import org.coherer.training.trainer.{RankPartitioner, TrainingFailedException, TrainingResult, TrainingStart}
import org.coherer.training.vector.{FlatVector, PackedVector}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually._
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

class BarrierTrainerSuite extends AnyFunSuite with WithRecords with BeforeAndAfterAll {

  private val layout = new RecordLayout(4, new TargetEncoding.ClassIndex(3))

  private lazy val spark = new JavaSparkContext(
    new SparkConf()
      .setMaster("local[2]")
      .setAppName("barrier")
      .set("spark.ui.enabled", "false")
      .set("spark.driver.maxResultSize", "1m")
  )

  override protected def afterAll(): Unit = spark.stop()

  private def plan(
      epochs: Int = 2,
      workers: Int = 2,
      learningRate: Double = 0.01,
      controls: Controls = Controls.NONE,
      exchange: Exchange = Exchange.DEFAULT,
      engine: String = "dl4j"
  ) = new TrainingPlan(
    new NetworkPlan(Perceptrons.classifier(engine, 4, 5, 3), learningRate),
    new DataPlan(layout, epochs, 10, 1, false, 1L << 30),
    new Workers(workers, 1),
    exchange,
    TransportPlan.DEFAULT,
    controls
  )

  private def rows(rank: Int): Seq[Record] = {
    val random = new Random(rank)
    Seq.fill(35 + rank)(Record(Seq.fill(4)(random.nextFloat()), random.nextInt(3).toFloat))
  }

  private def shards(blocks: RecordBlock*): JavaPairRDD[Integer, RecordBlock] = {
    val ranked = blocks.zipWithIndex.map { case (block, rank) => (Int.box(rank), block) }
    spark
      .parallelizePairs(asList(ranked: _*), blocks.size)
      .partitionBy(new RankPartitioner(blocks.size))
  }

  private def train(
      plan: TrainingPlan,
      start: TrainingStart,
      shards: JavaPairRDD[Integer, RecordBlock]
  ): TrainingResult = {
    val shape = Engines.of(plan.network().spec()).describe(plan.network().spec())
    new BarrierTrainer(spark).train(plan, shape, start, shards, TrainingListener.NONE)
  }

  private def goodShards = shards(block(0, 0, rows(0): _*), block(0, 1, rows(1): _*))

  private class Recorder extends TrainingListener {
    val received = new ConcurrentLinkedQueue[RunEvent]()
    override def onEvent(event: RunEvent): Unit = received.add(event)

    def all: Seq[RunEvent] = received.toArray(Array[RunEvent]()).toSeq
    def events: Seq[TrainingEvent] = all.map(_.event())
  }

  private def ourThreads: Seq[String] = {
    val names = ArrayBuffer[String]()
    Thread.getAllStackTraces.keySet().forEach { thread =>
      if (thread.getName.startsWith("coherer")) names += thread.getName
    }
    names.toList
  }

  private def assertNothingIsLeft(): Unit = {
    // An executor's threads have done their last work when it has terminated, and are gone some microseconds later.
    eventually(timeout(1.second), interval(1.millis))(assert(ourThreads.isEmpty))
    // Spark's own record of jobs follows their end, on another thread.
    eventually(timeout(5.seconds))(assert(spark.statusTracker.getActiveJobIds().isEmpty))
    assert(spark.getLocalProperty("spark.job.interruptOnCancel") == null)
    assert(spark.getJobTags().isEmpty)
  }

  test("two tasks train together, and the driver receives the start, every epoch and the end") {
    val recorder = new Recorder()
    val result = new BarrierTrainer(spark).train(plan(), goodShards, recorder)
    assert(result.parameters().length() == 4 * 5 + 5 + 5 * 3 + 3)
    val history = result.history().epochs()
    assert(history.size() == 2 && history.get(1).loss() < history.get(0).loss())
    val started = recorder.events.head.asInstanceOf[TrainingEvent.RunStarted]
    assert(started.workers().size() == 2 && started.rows() == 71 && started.stepsPerEpoch() == 4)
    assert(started.workers().get(1).processId() == ProcessHandle.current().pid())
    val epochs = recorder.events.collect { case epoch: TrainingEvent.EpochCompleted => epoch }
    assert(epochs.map(_.epoch()) == Seq(1, 2) && epochs.forall(_.rows() == 71))
    assert(epochs.map(_.loss()) == Seq(0, 1).map(history.get(_).loss()))
    assertNothingIsLeft()
  }

  test("a result that is larger than what Spark lets the driver fetch at once comes in parts") {
    val wide = new TrainingPlan(
      new NetworkPlan(Perceptrons.classifier("dl4j", 4, 60000, 3), 0.01),
      new DataPlan(layout, 1, 40, 1, false, 1L << 30),
      new Workers(2, 1),
      Exchange.DEFAULT,
      TransportPlan.DEFAULT,
      Controls.NONE
    )
    val result = train(wide, new TrainingStart(null, null, true), goodShards)
    assert(result.parameters().length() * 4 > (1 << 20))
    assert(result.optimizerState().values().length() == 2 * result.parameters().length())
    assert(result.parameters().toArray.forall(java.lang.Float.isFinite))
    val one = shards(block(0, 0, rows(0).head), block(0, 1, rows(1).head))
    val long = train(plan(epochs = 3000), TrainingStart.FRESH, one).history()
    assert(long.epochs().size() == 3000)
  }

  test("a run that stops early brings its history, and the parameters that it asked for") {
    val stopping = new Stopping(2, 100, "trainingLoss", true, 0, OnDivergence.FAIL)
    val recorder = new Recorder()
    val result = new BarrierTrainer(spark).train(
      plan(epochs = 50, controls = new Controls(Schedule.CONSTANT, Clipping.NONE, stopping)),
      goodShards,
      recorder
    )
    val history = result.history()
    assert(history.epochs().size() == 3 && history.stopReason() == StopReason.EARLY_STOPPING)
    assert(history.bestEpoch() == 1 && history.resultEpoch() == 1 && history.skippedSteps() == 0)
    assert(history.epochs().get(2).learningRate() == 0.01 && history.epochs().get(2).rows() == 71)
    val once = new BarrierTrainer(spark).train(plan(epochs = 1), goodShards, TrainingListener.NONE)
    assert(result.parameters().toArray.toSeq == once.parameters().toArray.toSeq)
    val ended = recorder.events.collect { case end: TrainingEvent.RunEnded => end }
    assert(ended == Seq(new TrainingEvent.RunEnded(3, 1, 1, StopReason.EARLY_STOPPING)))
  }

  for (engine <- Seq("dl4j", "staged"))
    test(s"a run that goes on from what another one kept does what one longer run does: $engine") {
      // One row for each rank, so that no order of rows matters.
      val two = shards(block(0, 0, rows(0).head), block(0, 0, rows(1).head))
      val sharded = new Exchange(1, OverlapMode.AUTO, 0, true)
      for (exchange <- Seq(Exchange.DEFAULT, sharded)) {
        def run(epochs: Int, start: TrainingStart): TrainingResult =
          train(plan(epochs, exchange = exchange, engine = engine), start, two)
        val whole = run(7, new TrainingStart(null, null, true))
        val half = run(3, new TrainingStart(null, null, true))
        assert(half.optimizerState().steps() == 3 && half.optimizerState().epochs() == 3)
        val both = run(4, new TrainingStart(half.parameters(), half.optimizerState(), true))
        assert(both.parameters().toArray.toSeq == whole.parameters().toArray.toSeq)
        assert(both.optimizerState().steps() == 7 && both.optimizerState().epochs() == 7)
        val states = Seq(both, whole).map(_.optimizerState().values().unpack().toArray.toSeq)
        assert(states.distinct.size == 1 && states.head.size == 2 * 43)
        val anew = run(4, new TrainingStart(half.parameters(), null, false))
        assert(
          anew.optimizerState() == null && anew.parameters().toArray.toSeq != both.parameters().toArray.toSeq
        )
      }
    }

  test("parameters and states of other networks are refused before anything starts") {
    def problem(start: TrainingStart): String = intercept[IllegalArgumentException](
      train(plan(), start, goodShards)
    ).getMessage
    assert(
      problem(new TrainingStart(FlatVector.allocate(42), null, false)) ==
        "Cannot start from 42 parameters (the network has 43)"
    )
    val state = new OptimizerState(new PackedVector(FlatVector.allocate(85)), 1, 1)
    assert(
      problem(new TrainingStart(null, state, false)) ==
        "Cannot resume from an optimizer state of 85 values (the network's optimizer has 86)"
    )
  }

  test("a rank without rows takes part") {
    val result = new BarrierTrainer(spark).train(
      plan(),
      shards(block(0, 0, rows(0): _*), block(0, 0)),
      TrainingListener.NONE
    )
    assert(result.history().epochs().size() == 2)
  }

  test("every event carries the id of its run, and the time at which it happened") {
    val before = Instant.now()
    val runs = Seq.fill(2) {
      val recorder = new Recorder()
      new BarrierTrainer(spark).train(plan(), goodShards, recorder)
      assert(recorder.all.forall(event => !event.time().isAfter(Instant.now())))
      recorder.all
    }
    runs.foreach { run =>
      assert(run.map(_.runId()).distinct.size == 1 && run.head.runId().matches("[0-9a-f]{1,16}"))
      assert(run.forall(event => !event.time().isBefore(before.truncatedTo(ChronoUnit.MICROS))))
      val times = run.filter(event => !event.event().fromEveryRank()).map(_.time())
      assert(times == times.sorted)
    }
    assert(runs(0).head.runId() != runs(1).head.runId())
  }

  test("a listener that fails stops neither the run nor the other listeners") {
    val failing: TrainingListener = _ => throw new IllegalStateException("listener")
    assert(new BarrierTrainer(spark).train(plan(), goodShards, failing).history().epochs().size() == 2)
    val recorder = new Recorder()
    new BarrierTrainer(spark).train(plan(), goodShards, TrainingListeners.of(failing, recorder))
    assert(recorder.events.exists(_.isInstanceOf[TrainingEvent.RunEnded]))
  }

  test("after a failure of one rank Spark tries again, and the result is that of an undisturbed run") {
    val expected = new BarrierTrainer(spark).train(plan(), goodShards, TrainingListener.NONE)
    val flaky = BarrierTrainerSuite.failingAtFirst(goodShards)
    val result = new BarrierTrainer(spark).train(plan(), flaky, TrainingListener.NONE)
    assert(result.parameters().toArray.toSeq == expected.parameters().toArray.toSeq)
    assertNothingIsLeft()
  }

  test("a rank that always fails ends the run with its own error, not with what its peers saw") {
    val broken = shards(
      block(0, 0, rows(0): _*),
      new RecordBlock(0, 0, 2, RecordBlock.Kind.TRAINING, new Array[Byte](5))
    )
    val failure = intercept[TrainingFailedException] {
      new BarrierTrainer(spark).train(plan(), broken, TrainingListener.NONE)
    }
    assert(
      failure.getMessage.matches(
        "Training failed on rank 1 \\(.*, process \\d+, attempt 4\\): java.lang.IllegalStateException: " +
          "Block of partition 0 at row 0 has 5 bytes \\(must be 2 records of 24\\) " +
          "\\(4 attempts in a row ended there, which is what maxAttempts allows\\)"
      ),
      failure.getMessage
    )
    assert(failure.getCause != null)
    assertNothingIsLeft()
  }

  test("divergence ends the run without a retry") {
    val wild = shards(block(0, 0, Record(Seq(1, 1, 1, 1), 0, Float.MaxValue)), block(0, 1, rows(1): _*))
    val failure = intercept[TrainingDivergedException] {
      new BarrierTrainer(spark).train(plan(epochs = 50, learningRate = 1e30), wild, TrainingListener.NONE)
    }
    assert(failure.getMessage.contains("lower learningRate 1.0E30"))
    assertNothingIsLeft()
  }

  test("an interrupt of the driver's thread stops the tasks") {
    val running = new CountDownLatch(1)
    val thrown = new AtomicReference[Throwable]()
    val driver = new Thread(() =>
      try {
        val started: TrainingListener = _ => running.countDown()
        new BarrierTrainer(spark).train(plan(epochs = 1000000), goodShards, started)
      } catch { case e: Throwable => thrown.set(e) }
    )
    driver.start()
    assert(running.await(60, TimeUnit.SECONDS))
    driver.interrupt()
    driver.join(10000)
    assert(thrown.get().isInstanceOf[TrainingFailedException])
    // The slots are free again, so that a job gets through.
    assert(spark.parallelize(asList[Integer](1, 2), 2).count() == 2)
  }

  test("shards that do not fit the plan are refused") {
    val message = intercept[IllegalArgumentException] {
      new BarrierTrainer(spark).train(plan(workers = 1), goodShards, TrainingListener.NONE)
    }.getMessage
    assert(message == "Cannot train 2 shards with 1 workers")
  }
}

object BarrierTrainerSuite {

  /** The same shards, but rank 1 throws while it loads, in the first attempt of the stage. */
  def failingAtFirst(shards: JavaPairRDD[Integer, RecordBlock]): JavaPairRDD[Integer, RecordBlock] =
    JavaPairRDD.fromJavaRDD(
      shards.rdd
        .mapPartitions(
          blocks =>
            if (TaskContext.getPartitionId() == 1 && TaskContext.get().stageAttemptNumber() == 0) {
              throw new IllegalStateException("failed on purpose")
            } else blocks,
          preservesPartitioning = true
        )
        .toJavaRDD()
    )
}
