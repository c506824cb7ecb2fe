package org.coherer.training.single

import java.nio.file.Path
import java.util.Arrays.asList
import java.util.Collections.singletonMap
import java.util.Optional
import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, TimeUnit}
import java.util.concurrent.atomic.AtomicInteger

import scala.util.Random

import org.apache.hadoop.conf.Configuration
import org.apache.spark.SparkConf
import org.apache.spark.api.java.{JavaPairRDD, JavaSparkContext}
import org.apache.spark.scheduler.{SparkListener, SparkListenerStageSubmitted}
import org.coherer.testkit.WithTempDir
import org.coherer.testkit.engine.Perceptrons
import org.coherer.training.barrier.{BarrierTrainer, Failpoints}
import org.coherer.training.barrier.Failpoints.{BeforeAllReduce, Failpoint, Pass}
import org.coherer.training.checkpoint.{CheckpointLocation, OnFailure}
import org.coherer.training.checkpoint.format.Fingerprint
import org.coherer.training.data.{RecordBlock, RecordLayout, WithRecords}
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.engine.Engines
import org.coherer.training.event.{RunEvent, TrainingEvent, TrainingHistory, TrainingListener}
import org.coherer.training.loop.TrainingDivergedException
import org.coherer.training.plan._
import org.coherer.training.recovery.Survivors
import org.coherer.training.trainer._
import org.scalatest.{BeforeAndAfterAll, BeforeAndAfterEach}
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** Runs in the one task of an ordinary stage, which may fail three times. */
class SingleTaskTrainerSuite
    extends AnyFunSuite
    with WithRecords
    with WithTempDir
    with BeforeAndAfterAll
    with BeforeAndAfterEach {

  private val Epochs = 4
  private val StepsPerEpoch = 4

  private lazy val spark = new JavaSparkContext(
    new SparkConf().setMaster("local[2,4]").setAppName("single").set("spark.ui.enabled", "false")
  )

  override protected def afterAll(): Unit = spark.stop()
  override protected def afterEach(): Unit = Failpoints.disarm()

  private def planOf(
      workers: Workers = new Workers(1, 1),
      exchange: Exchange = Exchange.DEFAULT,
      epochs: Int = Epochs,
      stop: Stopping = new Stopping(3, 0, "loss", true, 0, OnDivergence.FAIL)
  ) = new TrainingPlan(
    new NetworkPlan(Perceptrons.classifier("failpoint", 4, 5, 3), 0.01),
    new DataPlan(new RecordLayout(4, new TargetEncoding.ClassIndex(3)), epochs, 10, 1, true, 1L << 30),
    workers,
    exchange,
    TransportPlan.DEFAULT,
    new Controls(Schedule.CONSTANT, Clipping.NONE, stop)
  )

  private def shards(count: Int = 1): JavaPairRDD[Integer, RecordBlock] = {
    val random = new Random(1)
    def rows(count: Int) = Seq.fill(count)(Record(Seq.fill(4)(random.nextFloat()), random.nextInt(3).toFloat))
    val ranked = (0 until count).flatMap { rank =>
      Seq(
        (Int.box(rank), block(0, rank.toLong, rows(37): _*)),
        (Int.box(rank), blockOf(validation, 1, rank.toLong, rows(6): _*))
      )
    }
    spark.parallelizePairs(asList(ranked: _*), count).partitionBy(new RankPartitioner(count))
  }

  private def train(
      trainer: Trainer,
      plan: TrainingPlan = planOf(),
      checkpoints: Option[Checkpointing] = None,
      listener: TrainingListener = TrainingListener.NONE
  ): TrainingResult = {
    val where = checkpoints.fold(Optional.empty[Checkpointing]())(Optional.of(_))
    val shape = Engines.of(plan.network().spec()).describe(plan.network().spec())
    val start = new TrainingStart(null, null, true, where)
    trainer.train(plan, shape, start, shards(plan.workers().count()), listener)
  }

  private def single = new SingleTaskTrainer(spark)

  private def bits(result: TrainingResult) = (
    result.parameters().toArray.toSeq.map(java.lang.Float.floatToRawIntBits),
    result.optimizerState().values().unpack().toArray.toSeq.map(java.lang.Float.floatToRawIntBits),
    result.optimizerState().steps(),
    result.history().epochs().toArray(Array[TrainingHistory.Epoch]()).toSeq.map { epoch =>
      (epoch.loss(), epoch.validationLoss(), epoch.rows(), epoch.learningRate())
    },
    result.history().bestEpoch(),
    result.history().resultEpoch()
  )

  private class Recorder extends TrainingListener {
    val received = new ConcurrentLinkedQueue[TrainingEvent]()
    override def onEvent(event: RunEvent): Unit = received.add(event.event()): Unit
    def all: Seq[TrainingEvent] = received.toArray(Array[TrainingEvent]()).toSeq
    def resumed: Seq[TrainingEvent.RunResumed] = all.collect { case one: TrainingEvent.RunResumed => one }
  }

  private def steps(attempt: Int): Seq[Long] =
    Failpoints.passes.toArray(Array[Pass]()).toSeq.filter(_.attempt == attempt).map(_.step).distinct

  /** What a run has begun is gone with it. */
  private def assertNothingIsLeft(): Unit = eventually(timeout(10.seconds), interval(1.millis)) {
    val threads = Thread.getAllStackTraces.keySet().toArray(Array[Thread]()).map(_.getName)
    assert(!threads.exists(name => name.startsWith("coherer") && name != "coherer-warm-up"))
    assert(Survivors.HERE.count() == 0)
    assert(spark.statusTracker.getActiveJobIds().isEmpty)
  }

  test("the bits, the history and the events are those of one barrier task, without a barrier stage") {
    val barriers = new AtomicInteger
    val listener = new SparkListener {
      override def onStageSubmitted(submitted: SparkListenerStageSubmitted): Unit =
        submitted.stageInfo.rddInfos.foreach(rdd => if (rdd.isBarrier) barriers.incrementAndGet())
    }
    spark.sc.addSparkListener(listener)
    val (own, other) = (new Recorder, new Recorder)
    val found = bits(train(single, listener = own))
    spark.statusTracker.getActiveJobIds()
    assert(barriers.get == 0)
    assert(found == bits(train(new BarrierTrainer(spark), listener = other)))
    eventually(timeout(10.seconds))(assert(barriers.get > 0, "the listener sees barrier stages"))
    spark.sc.removeSparkListener(listener)
    def kinds(recorder: Recorder) = recorder.all.map(_.getClass.getSimpleName).filter(_ != "Progress")
    assert(kinds(own) == kinds(other) && kinds(own).count(_ == "EpochCompleted") == Epochs)
    assertNothingIsLeft()
  }

  test("a task that fails is tried again, from memory, at the step that it had come to") {
    val undisturbed = bits(train(single))
    Failpoints.arm(Failpoint(0, BeforeAllReduce, 6, attempts = 2))
    val recorder = new Recorder
    assert(bits(train(single, listener = recorder)) == undisturbed)
    assert(
      recorder.resumed.map(event => (event.epoch(), event.step(), event.keptBy())) ==
        Seq((2, 3L, 1), (2, 3L, 1))
    )
    assert(steps(0).last == 6 && steps(1) == Seq(6) && steps(2).head == 6)
    assertNothingIsLeft()
  }

  test("a task that fails for ever ends the run with its own error, after all attempts") {
    Failpoints.arm(Failpoint(0, BeforeAllReduce, 0, attempts = Int.MaxValue))
    val failure = intercept[TrainingFailedException](train(single))
    assert(failure.getMessage.contains("failed on purpose: BeforeAllReduce, step 0"), failure.getMessage)
    assert(failure.getMessage.contains("rank 0"), failure.getMessage)
    assert((0 to 3).forall(attempt => steps(attempt) == Seq(0)) && steps(4).isEmpty)
    assertNothingIsLeft()
  }

  test("what no attempt can mend is not tried again") {
    Failpoints.arm(
      Failpoint(0, BeforeAllReduce, 3, Int.MaxValue, () => new IllegalArgumentException("a bad argument"))
    )
    val failure = intercept[TrainingFailedException](train(single))
    assert(failure.getMessage.contains("a bad argument"), failure.getMessage)
    assert(steps(0).last == 3 && steps(1).isEmpty)
    assertNothingIsLeft()
  }

  test("divergence is told, and not tried again") {
    Failpoints.spoilt = Some(Failpoints.Spoilt(0, 5, 0))
    val failure = intercept[TrainingDivergedException](train(single)).getMessage
    assert(
      failure.startsWith("Training diverged at epoch 2, step 2 of 4: the gradients are not finite on rank 0")
    )
  }

  private def checkpointing(folder: Path) = new Checkpointing(
    CheckpointLocation.of(folder.toString, new Configuration()),
    Fingerprint.of(singletonMap("data", "a")),
    "test",
    new CheckpointInterval(1, 0, 0),
    2,
    OnFailure.WARN
  )

  test("a run that ends for good is begun again at its checkpoint, with the same bits") {
    val undisturbed = bits(train(single))
    withTempDir { folder =>
      def error(): Throwable = {
        eventually(timeout(30.seconds), interval(1.millis)) {
          assert(folder.toFile.list.exists(_.endsWith(".manifest")))
        }
        new IllegalArgumentException("the end")
      }
      Failpoints.arm(Failpoint(0, BeforeAllReduce, 11, Int.MaxValue, () => error()))
      intercept[TrainingFailedException](train(single, checkpoints = Some(checkpointing(folder))))
      Failpoints.disarm()
      val recorder = new Recorder
      val again = train(single, checkpoints = Some(checkpointing(folder)), listener = recorder)
      assert(bits(again) == undisturbed)
      assert(recorder.resumed.map(_.keptBy()) == Seq(0) && recorder.resumed.head.epoch() > 1)
    }
  }

  test("several shards are trained on as by workers of their own, but for the order of sums") {
    val two = train(single, planOf(new Workers(2, 1, 1, 1)))
    val apart = train(new BarrierTrainer(spark), planOf(new Workers(2, 1)))
    two.parameters().toArray.zip(apart.parameters().toArray).foreach { case (one, other) =>
      assert(math.abs(one - other) < 1e-5)
    }
    assert(two.history().epochs().get(0).rows() == 74)
  }

  test("a single rank that averages takes its own steps") {
    val averaged = new Exchange(1, new Agreement.Averaging(3, 1, 0))
    assert(bits(train(single, planOf(exchange = averaged)))._1 == bits(train(single))._1)
  }

  test("patience ends a run, and a plan of several workers is refused") {
    val patient = new Stopping(1, 10, "loss", true, 0, OnDivergence.FAIL)
    val result = train(single, planOf(stop = patient, epochs = 50))
    assert(result.history().epochs().size() == 2 && result.history().resultEpoch() == 1)
    val refused = intercept[IllegalArgumentException](train(single, planOf(new Workers(2, 1)))).getMessage
    assert(refused == "Cannot train with 2 workers in a single task (must be 1, or a barrier stage)")
  }

  test("an interrupt of the driver's thread stops the task") {
    val begun = new CountDownLatch(1)
    val outcome = new ConcurrentLinkedQueue[Throwable]
    val listener: TrainingListener =
      event => if (event.event().isInstanceOf[TrainingEvent.EpochCompleted]) begun.countDown()
    val fit = new Thread(() =>
      try train(single, planOf(epochs = 1000000), listener = listener): Unit
      catch { case e: Throwable => outcome.add(e): Unit }
    )
    fit.start()
    assert(begun.await(60, TimeUnit.SECONDS))
    fit.interrupt()
    fit.join(10000)
    assert(!fit.isAlive && outcome.peek.isInstanceOf[TrainingFailedException], outcome)
    assertNothingIsLeft()
  }
}
